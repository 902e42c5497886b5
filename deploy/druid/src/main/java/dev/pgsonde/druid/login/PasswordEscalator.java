package dev.pgsonde.druid.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import org.apache.druid.java.util.http.client.CredentialedHttpClient;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.auth.BasicCredentials;
import org.apache.druid.metadata.DynamicConfigProvider;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Escalator;

/** Services ask each other as the one user that there is. */
@JsonTypeName(PasswordAuthenticator.TYPE)
public final class PasswordEscalator implements Escalator {
    private final Login login;

    @JsonCreator
    public PasswordEscalator(
            @JsonProperty("user") String user, @JsonProperty("password") DynamicConfigProvider<String> password) {
        this.login = new Login(user, password);
    }

    @Override
    public HttpClient createEscalatedClient(HttpClient client) {
        return new CredentialedHttpClient(new BasicCredentials(login.user(), login.password()), client);
    }

    @Override
    public AuthenticationResult createEscalatedAuthenticationResult() {
        return new AuthenticationResult(
                login.user(), PasswordAuthenticator.AUTHORIZER, PasswordAuthenticator.TYPE, Map.of());
    }
}
