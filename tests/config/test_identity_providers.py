"""The providers of identity, and the roles that need a second factor, that the environment names."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kobling.config.environment import identity_providers, saml_roles, second_factor_roles
from kobling.records.rights import Role

OIDC = {"KOBLING_OIDC_ISSUER": "https://login.lilleby.dk", "KOBLING_OIDC_CLIENT": "kobling", "KOBLING_OIDC_SECRET": "s"}


def providers(monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return identity_providers()


def test_none_is_set_up_where_none_is_named():
    assert [one["APPS"] for one in identity_providers().values()] == [[], []]


def test_an_openid_provider_is_asked_with_a_challenge(monkeypatch):
    [app] = providers(monkeypatch, OIDC | {"KOBLING_OIDC_NAME": "Lilleby"})["openid_connect"]["APPS"]

    assert (app["name"], app["client_id"], app["settings"]["oauth_pkce_enabled"]) == ("Lilleby", "kobling", True)


@pytest.mark.parametrize("missing", ["KOBLING_OIDC_CLIENT", "KOBLING_OIDC_SECRET"])
def test_what_an_openid_provider_lacks_is_named(missing, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match=missing):
        providers(monkeypatch, {name: value for name, value in OIDC.items() if name != missing})


def test_what_a_saml_provider_lacks_is_named(monkeypatch, tmp_path):
    file = tmp_path / "metadata.xml"
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        providers(monkeypatch, {"KOBLING_SAML_METADATA": str(file)})
    file.write_text('<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a"/>')
    with pytest.raises(ImproperlyConfigured, match="KOBLING_SAML_KEY is missing"):
        providers(monkeypatch, {})
    files = {"KOBLING_SAML_KEY": str(file), "KOBLING_SAML_CERTIFICATE": str(file)}
    with pytest.raises(ImproperlyConfigured, match="describes no identity provider"):
        providers(monkeypatch, files)


def test_roles_that_need_a_second_factor_are_named_and_no_other(monkeypatch):
    assert second_factor_roles() == set()
    monkeypatch.setenv("KOBLING_SECOND_FACTOR", "administrator, strategy_office")
    assert second_factor_roles() == {Role.ADMINISTRATOR, Role.STRATEGY}
    monkeypatch.setenv("KOBLING_SECOND_FACTOR", "administrator,chef")
    with pytest.raises(ImproperlyConfigured, match="chef"):
        second_factor_roles()


def test_what_privileges_mean_is_read_from_a_file(monkeypatch, tmp_path):
    assert saml_roles() is None
    file = tmp_path / "roles.toml"
    monkeypatch.setenv("KOBLING_SAML_ROLES", str(file))
    file.write_text('[municipalities]\n"29189000" = "lilleby"\n[roles]\n"urn:x" = "unit_leader"\n')
    assert saml_roles().roles == {"urn:x": Role.LEADER}
    for wrong in ("[roles", '[municipalities]\n[roles]\n"urn:x" = "chef"\n'):
        file.write_text(wrong)
        with pytest.raises(ImproperlyConfigured, match="KOBLING_SAML_ROLES"):
            saml_roles()
