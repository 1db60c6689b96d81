"""What the doctor looks at, a module for each part; each gives findings, and looking changes nothing."""
