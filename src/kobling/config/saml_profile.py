"""The profile of SAML that this server speaks, in one place: that of OIOSAML 3 where allauth's client can.

Signed requests; signed and encrypted assertions; the subject is the NameID, persistent; nothing of SHA-1 or RSA 1.5.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

ORGANISATION = "saml"
"""What stands in the addresses of the endpoints."""

PROFILE: dict[str, Any] = {
    "strict": True,
    "authn_request_signed": True,
    "logout_request_signed": True,
    "logout_response_signed": True,
    "metadata_signed": True,
    "want_assertion_signed": True,
    "want_assertion_encrypted": True,
    "want_name_id": True,
    "want_attribute_statement": False,
    "reject_deprecated_algorithm": True,
    "reject_idp_initiated_sso": True,
    "name_id_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "signature_algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "digest_algorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
    # The names of servers inside a municipality need no dot.
    "allow_single_label_domains": True,
}


def identity_provider(*, name: str, entity: str, metadata: str, key: str, certificate: str) -> dict[str, Any]:
    """Return allauth's description of an identity provider.

    metadata            of the provider, XML
    key, certificate    of this server, PEM

    Raises ImproperlyConfigured where the metadata describes no identity provider, and where SAML is not installed.
    """
    try:
        from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser  # noqa: PLC0415  (an extra)
    except ImportError as missing:  # also where lxml and xmlsec were built with two versions of libxml2
        raise ImproperlyConfigured(
            f"KOBLING_SAML_METADATA is set, and SAML cannot be spoken: {missing}. Get it: pip install 'kobling[saml]'"
        ) from missing
    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(metadata)["idp"]
        idp = {
            "entity_id": found["entityId"],
            "x509cert": found.get("x509cert") or found["x509certMulti"]["signing"][0],
            "sso_url": found["singleSignOnService"]["url"],
        }
    except (KeyError, IndexError, ValueError) as error:
        raise ImproperlyConfigured(
            "KOBLING_SAML_METADATA describes no identity provider with a certificate."
        ) from error
    return {
        "provider_id": idp["entity_id"],
        "client_id": ORGANISATION,
        "name": name,
        "settings": {
            # An empty mapping: the NameID alone identifies the subject, never an address among the attributes.
            "attribute_mapping": {"uid": []},
            "idp": idp,
            "sp": {"entity_id": entity} if entity else {},
            "advanced": PROFILE | {"private_key": key, "x509cert": certificate},
        },
    }
