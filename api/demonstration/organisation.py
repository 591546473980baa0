"""Who works where in the demonstration. Two employers, both invented, and everyone in them."""

PEOPLE = {
    "staff@demo.example": ("Sam Okafor", "staff"),
    "trainer@demo.example": ("Tess Lindqvist", "trainer"),
    "lead@demo.example": ("Leah Prasad", "lead"),
    "admin@demo.example": ("Ada Brennan", "admin"),
}
"""Those who can sign in."""

COUNCIL = "Hollin County Council"
CHILDREN = f"{COUNCIL} / Children’s services"
ADULTS = f"{COUNCIL} / Adults and communities"
HEALTH = "Brackwater Health"

LEADS = {"Leah Prasad": CHILDREN, "Marta Ellwood": ADULTS, "Idris Vaughan": HEALTH}
"""Who answers for which branch."""

POSTS: dict[str, dict[str, str]] = {
    f"{CHILDREN} / Leadership": {
        "Leah Prasad": "in progress",
        "Tess Lindqvist": "passed",
        "Ruth Abiodun": "renewed",
    },
    f"{CHILDREN} / Early help / Early help North": {
        "Sam Okafor": "asked with the team",
        "Agnes Whitlow": "overdue",
        "Bola Ferreira": "overdue and begun",
        "Callum Reyes": "not passed yet, overdue",
        "Dilys Mbeki": "expired",
        "Ewan Castellan": "passed",
        "Farah Lindgren": "passed late",
        "Gwen Asante": "overdue",
        "Hamid Purcell": "passed",
    },
    f"{CHILDREN} / Early help / Early help South": {
        "Imani Thorne": "passed",
        "Jonas Adeyemi": "passed",
        "Keira Sandoval": "renew soon",
        "Lewis Nakamura": "due soon",
        "Maeve Okonjo": "passed",
        "Nasreen Holt": "moved here",
    },
    f"{CHILDREN} / Social work / Duty and assessment": {
        "Oscar Bellamy": "passed",
        "Priya Fairweather": "passed after follow-up",
        "Quentin Osei": "support needed",
        "Rosa Kilbride": "passed",
        "Stefan Wójcik": "passed",
        "Tamsin Achebe": "two posts",
        "Uma Dalgliesh": "overdue",
        "Victor Romero": "pass withdrawn",
        "Wren Haddow": "starter",
        "Yusuf Penrose": "passed",
    },
    f"{CHILDREN} / Social work / Family support East": {
        "Zara Mulligan": "passed",
        "Aled Nwosu": "passed",
        "Beth Karlsson": "away",
        "Cormac Idowu": "not passed yet",
        "Devi Ashworth": "talked it through",
        "Elin Quaye": "renewed",
        "Fergus Tanaka": "leaver",
        "Grace Villanueva": "passed",
        "Hugo Marchetti": "given another try",
    },
    f"{CHILDREN} / Social work / Children in care": {
        "Ines Caldwell": "passed",
        "Jarek Obafemi": "due soon",
        "Kavita Rowntree": "passed",
        "Liam Söderberg": "follow-up to do",
        "Mona Blackwood": "passed late",
        "Niall Chukwu": "leaving soon",
    },
    f"{CHILDREN} / Fostering and adoption / Fostering": {
        "Orla Bhatt": "passed",
        "Piers Mensah": "passed",
        "Rhian Costa": "passed after follow-up",
        "Samira Dunsford": "renew soon",
        "Tobias Eze": "passed",
    },
    f"{ADULTS} / Housing / Tenancy support": {
        "Marta Ellwood": "passed",
        "Ursula Ngata": "overdue",
        "Viktor Sayle": "passed",
        "Winnie Larkspur": "assigned",
        "Xenia Hargreave": "passed",
    },
    f"{ADULTS} / Libraries and customer service / Front counter": {
        "Ada Brennan": "asked with the team",
        "Yara Pickering": "passed",
        "Zachary Obuya": "assigned",
        "Alma Trevelyan": "in progress",
    },
    f"{HEALTH} / Community services / Health visiting": {
        "Idris Vaughan": "passed",
        "Bridget Sowande": "passed",
        "Chidi Larsson": "overdue",
        "Dora Ainsley": "expired",
        "Eamon Patel-Reid": "passed",
    },
    f"{HEALTH} / Community services / School nursing": {
        "Freya Mbatha": "passed",
        "Gareth Onyango": "due soon",
        "Helga Winterbourne": "passed",
        "Ivo Castellane": "starter",
    },
}
"""Team, with the teams above it -> who works there -> what they did with the course (stories.py)."""

FORMER_TEAM = {"Nasreen Holt": f"{CHILDREN} / Early help / Early help North"}
"""Where those who moved were before."""

SECOND_POST = {
    "Tamsin Achebe": f"{CHILDREN} / Fostering and adoption / Fostering",
    "Keira Sandoval": f"{CHILDREN} / Social work / Children in care",
}
