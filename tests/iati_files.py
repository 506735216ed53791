"""Files of IATI written for the tests: a whole activity and a whole organisation, any part of which can be replaced."""

PARTS = {
    "identifier": "<iati-identifier>XM-EX-1</iati-identifier>",
    "reporting": '<reporting-org ref="XM-EX" type="40"><narrative>Office of Boats</narrative></reporting-org>',
    "title": "<title><narrative>Safer boats</narrative></title>",
    "description": '<description type="1"><narrative>Boats that stay above water.</narrative></description>',
    "participant": '<participating-org role="4" ref="XM-EX" type="40"><narrative>Office of Boats</narrative>'
    "</participating-org>",
    "status": '<activity-status code="2"/>',
    "dates": '<activity-date type="2" iso-date="2024-01-01"/><activity-date type="3" iso-date="2025-12-31"/>',
    "country": '<recipient-country code="KE" percentage="60"/><recipient-country code="TZ" percentage="40"/>',
    "sector": '<sector vocabulary="1" code="21040"/>',
    "budget": '<budget type="1" status="2"><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    '<value value-date="2024-01-01">1000.50</value></budget>',
    "transaction": '<transaction><transaction-type code="3"/><transaction-date iso-date="2024-02-01"/>'
    '<value currency="EUR" value-date="2024-02-01">250.25</value></transaction>',
    "result": '<result type="1"><title><narrative>Boats mended</narrative></title><indicator measure="1">'
    '<title><narrative>Boats</narrative></title><baseline year="2023" value="0"/>'
    '<period><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><target value="10">'
    '<dimension name="kind" value="ferry"/></target><actual value="7"/></period></indicator></result>',
}
ATTRIBUTES = 'xml:lang="en" default-currency="USD"'
GENERATED = 'generated-datetime="2025-01-15T10:00:00Z"'


def activity(attributes: str = ATTRIBUTES, **parts: str) -> str:
    """One activity by the schema, with parts replaced."""
    return f"<iati-activity {attributes}>\n{chr(10).join({**PARTS, **parts}.values())}\n</iati-activity>"


def activities(*inside: str, version: str = "2.03", generated: str = GENERATED) -> bytes:
    """A file of activities."""
    body = "\n".join(inside or (activity(),))
    return (
        f'<?xml version="1.0"?>\n<iati-activities version="{version}" {generated}>\n{body}\n</iati-activities>'.encode()
    )


def organisations(budget: str = "") -> bytes:
    """A file of one organisation."""
    period = '<period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    total = budget or f'<total-budget status="2">{period}<value value-date="2024-01-01">500</value></total-budget>'
    country = '<recipient-country code="KE"/>'
    return f"""<?xml version="1.0"?>
<iati-organisations version="2.03">
<iati-organisation xml:lang="en" default-currency="USD">
<organisation-identifier>XM-EX</organisation-identifier>
<name><narrative>Office of Boats</narrative></name>
{PARTS["reporting"]}
{total}
<recipient-country-budget>{country}{period}<value value-date="2024-01-01">20</value></recipient-country-budget>
</iati-organisation>
</iati-organisations>""".encode()
