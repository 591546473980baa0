"""A staff list to begin with: the headings, and two people who do not exist."""

TEMPLATE = (
    "Name,E-mail,Staff number,Employer,Directorate,Service,Team,Role,Started,Left\r\n"
    "Ann Example,ann.example@example.org,00417,Example council,Children,Early help,Early help North,,2026-03-02,\r\n"
    "Ben Example,ben.example@example.org,00418,Example council,Children,Early help,Early help South,lead,,\r\n"
)
