"""Made-up names, and plain sentences of the kind that a good record holds. None is about a real child."""

from random import Random


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FORENAMES_M = _names(
    "Adil Alfie Amir Andre Archie Bilal Callum Casper Darius Dexter Elijah Ethan Finley Gabriel "
    "Hamza Harvey Idris Jaden Jakub Kofi Leon Levi Luca Malik Marlon Milo Nathan Omari Oscar Rafael "
    "Reuben Riley Rory Samir Silas Stefan Theo Tobias Tyrese Yusuf Zach Ewan"
)
FORENAMES_F = _names(
    "Aaliyah Abigail Amara Anya Bethany Caitlin Chloe Daria Eden Eliza Esme Faith Fatima Freya Grace "
    "Halima Imogen Iris Jasmine Keira Lacey Leila Lily Maisie Mariam Mia Nadia Nell Niamh Olive Orla "
    "Poppy Rosa Ruby Safiya Scarlett Skye Tamsin Tia Willow Yasmin Zara"
)
_FIRST = _names(
    "Ald Ash Bram Brack Cald Car Cress Dun Eld Fern Gor Hal Haw Ing Kel Lan Mar Nor Oak Pen Rad Tarn"
)
_LAST = _names(
    "bourne combe croft dale den field ford ham hurst ley low mere more ridge rose stead ton wick wood"
)
SURNAMES = tuple(first + last for first in _FIRST for last in _LAST)
SURNAMES_ABROAD = _names(
    "Abdirov Belhadin Calderesh Daqari Elmasri Faruzai Gebremal Hosseyn Ibrahal Jamadi Karimzar "
    "Lamoudi Mengistal Nguyenh Omaraz Pashtani Qadiri Rahimal Sorani Tekleb Umarov Vantran Wardakin "
    "Yohanal Zamanai"
)

HEALTH_NEEDS = (
    "Eczema on both arms, treated with an emollient.",
    "Growth on the 25th centile, no concerns.",
    "Asthma, uses an inhaler about twice a week.",
    "Vision not tested in the last two years.",
    "Sleeps badly and wakes most nights.",
    "Speech delayed for age; referred already.",
    "Teeth: two fillings needed.",
    "No physical needs found; low in mood since the move.",
    "Hearing to be checked again in six months.",
    "Behind with immunisations.",
)
HEALTH_RECOMMENDATIONS = (
    "Register with a local GP within two weeks.",
    "Carer to keep a sleep diary until the review.",
    "Refer to the child and adolescent mental health service.",
    "Optician within six weeks.",
    "Dentist within a month.",
    "Catch up on missed immunisations with the practice nurse.",
    "Repeat height and weight in six months.",
    "Share the plan with the school nurse.",
)
CHILD_VIEWS = (
    "Would like to see the same doctor next time.",
    "Says the food here is good and the bed is comfortable.",
    "Wants to join the swimming club.",
    "Misses the dog at home.",
    "Did not want to talk today and was told that is all right.",
    "Worried about changing school.",
    "Asked when the next visit with brother will be.",
    "Happy with the foster carer.",
)
WHY_WENT = (
    "Argued with carer about going out.",
    "Wanted to see mother.",
    "Invited by friends to a party.",
    "Unhappy in the home and says nobody listens.",
    "Phone taken away after school.",
    "Missed the last bus.",
    "Asked to go by an older friend.",
)
WHERE_AND_WHO = (
    "At a friend's house in Crawley, friend's mother at home.",
    "In the town centre with two friends from school.",
    "At the family home in Worthing.",
    "On a train to Brighton, alone.",
    "In a flat in Littlehampton with people known only by first name.",
    "At the seafront with an older cousin.",
)
RISKS = (
    "Low: known friends, adults present.",
    "Medium: out overnight, phone off.",
    "High: adults unknown to us, gifts received.",
    "Medium: alone late at night.",
    "Low: at home with parent, contact not agreed.",
)
ANALYSES = (
    "Contact arrangements are driving the episodes; ask for the plan to be reviewed.",
    "Pattern of Friday evenings suggests the same group; map with the exploitation team.",
    "The placement does not feel like home yet; key worker time to be increased.",
    "One-off after an argument; carer and child have agreed a curfew.",
    "Repeat location; share the address with the police and check who lives there.",
)
PEP_TARGETS = (
    "Read aloud with an adult four times a week.",
    "Attend every maths lesson this half term.",
    "Move two sub-levels in writing by the end of term.",
    "Complete the college application.",
    "Use the calm card instead of leaving the class.",
    "Catch up on missed science coursework.",
)
PEP_VIEWS = (
    "Likes art and wants to do more of it.",
    "Would rather not be taken out of class for meetings.",
    "Wants help with spelling.",
    "Says maths is easier with the new teacher.",
    "Wants to be a mechanic.",
    "Finds lunchtimes hard.",
)
PREMIUM_USES = (
    "One-to-one reading, an hour a week.",
    "Laptop for homework.",
    "Trumpet lessons.",
    "Tutor for English twice a week.",
    "School trip to the coast.",
    "Emotional literacy support.",
)


def some(rng: Random, sentences: tuple[str, ...], at_most: int = 2) -> str:
    """One or more different sentences, joined."""
    return " ".join(rng.sample(sentences, rng.randint(1, at_most)))
