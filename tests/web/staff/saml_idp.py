"""A SAML identity provider for tests: pysaml2 signs with the system's xmlsec1; xmlsec encrypts."""

import shutil
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

XMLSEC1 = shutil.which("xmlsec1")
ADDRESS = "http://idp.localhost"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


def key_pair(folder, name):
    """Write a key and a certificate as PEM; their files."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    day, now = timedelta(days=1), datetime.now(UTC)
    certificate = (
        builder.serial_number(1).not_valid_before(now - day).not_valid_after(now + day).sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.TraditionalOpenSSL
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    files = folder / f"{name}.key", folder / f"{name}.crt"
    files[0].write_bytes(pem)
    files[1].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return files


class IdentityProvider:
    """An identity provider that answers requests for sign-in."""

    def __init__(self, folder):
        self.folder = folder
        self.key, self.certificate = key_pair(folder, "idp")

    def metadata(self):
        """What a service has to know of it."""
        from saml2.metadata import create_metadata_string

        (self.folder / "idp.py").write_text(f"CONFIG = {self._config([])!r}")
        return create_metadata_string(str(self.folder / "idp.py")).decode()

    def knows(self, service_metadata):
        """Let it know a service."""
        from saml2.server import Server

        (self.folder / "sp.xml").write_bytes(service_metadata)
        self.server = Server(config=self._loaded([str(self.folder / "sp.xml")]))

    def answer(self, request_url, subject, *, sign=True, in_response_to=None, **attributes):
        """An answer to a request, as XML; not encrypted."""
        from saml2 import BINDING_HTTP_REDIRECT
        from saml2.saml import NameID
        from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

        query = {
            name: values[0] for name, values in parse_qs(urlsplit(request_url).query, keep_blank_values=True).items()
        }
        asked = self.server.parse_authn_request(
            query["SAMLRequest"],
            BINDING_HTTP_REDIRECT,
            relay_state=query.get("RelayState"),
            sigalg=query["SigAlg"],
            signature=query["Signature"],
        )
        told = self.server.response_args(asked.message)
        return str(
            self.server.create_authn_response(
                identity=attributes or {"cn": "nobody"},
                in_response_to=in_response_to or asked.message.id,
                destination=told["destination"],
                sp_entity_id=told["sp_entity_id"],
                name_id=NameID(format=PERSISTENT, text=subject),
                authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"},
                sign_assertion=sign,
                sign_response=False,
                sign_alg=SIG_RSA_SHA256,
                digest_alg=DIGEST_SHA256,
            )
        )

    def _config(self, services):
        return {
            "entityid": f"{ADDRESS}/metadata",
            "xmlsec_binary": XMLSEC1,
            "key_file": str(self.key),
            "cert_file": str(self.certificate),
            "metadata": {"local": services} if services else {},
            "service": {
                "idp": {
                    "endpoints": {
                        "single_sign_on_service": [
                            (f"{ADDRESS}/sso", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")
                        ]
                    },
                    "want_authn_requests_signed": True,
                    "name_id_format": [PERSISTENT],
                }
            },
        }

    def _loaded(self, services):
        from saml2.config import IdPConfig

        return IdPConfig().load(self._config(services))


def encrypted(response, certificate):
    """The answer with its first assertion encrypted for the owner of a certificate: AES-256-GCM, RSA-OAEP."""
    import xmlsec
    from lxml import etree

    saml = "urn:oasis:names:tc:SAML:2.0:assertion"
    root = etree.fromstring(response.encode())
    assertion = root.find(f"{{{saml}}}Assertion")
    wrapper = etree.SubElement(root, f"{{{saml}}}EncryptedAssertion")
    root.replace(assertion, wrapper)
    wrapper.append(assertion)
    template = xmlsec.template.encrypted_data_create(
        wrapper, xmlsec.Transform.AES256_GCM, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    info = xmlsec.template.encrypted_data_ensure_key_info(template, ns="dsig")
    key = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate.read_bytes(), xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    context.encrypt_xml(template, assertion)
    return etree.tostring(root).decode()
