"""IATI: activities and organisations as the International Aid Transparency Initiative publishes them, version 2.03."""
