"""What is counted: every target of Secure Practice's table with its three levels, and its source.

The benchmark fails when a program counts other targets than `footbridge preview` does.
"""

import json

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"

# Sent as they are. A column that the file does not have is empty for everybody.
DIRECT = {
    "userName": "userPrincipalName",
    "displayName": "displayName",
    "title": "jobTitle",
    'emails[type eq "work"].value': "mail",
    "preferredLanguage": "preferredLanguage",
    "name.givenName": "givenName",
    "name.familyName": "surname",
    'addresses[type eq "work"].formatted': "physicalDeliveryOfficeName",
    'addresses[type eq "work"].streetAddress': "streetAddress",
    'addresses[type eq "work"].locality': "city",
    'addresses[type eq "work"].region': "state",
    'addresses[type eq "work"].postalCode': "postalCode",
    'addresses[type eq "work"].country': "country",
    'phoneNumbers[type eq "work"].value': "telephoneNumber",
    'phoneNumbers[type eq "mobile"].value': "mobile",
    'phoneNumbers[type eq "fax"].value': "facsimileTelephoneNumber",
    "externalId": "mailNickname",
    ENTERPRISE + "employeeNumber": "employeeId",
    ENTERPRISE + "manager": "manager",
}

# Whether the account is enabled: `True`, `False`, or nothing.
ACTIVE = "active"

# Given name and surname with a blank between them.
FORMATTED = "name.formatted"

# The parts of the department between the signs `>`, without the blanks around them.
LEVELS = [ENTERPRISE + level for level in ("organization", "division", "department")]


def tell(counts, seconds):
    """Prints [target, filled, empty, distinct] of each target, then the seconds that it took."""
    print(json.dumps(counts))
    print(seconds)
