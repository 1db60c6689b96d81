"""What every table of the dataset shares."""

SSD = "Standard Safeguarding Dataset 1.4.5"
YES_NO = ("Y", "N")
