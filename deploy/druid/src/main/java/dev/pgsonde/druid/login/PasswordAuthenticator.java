package dev.pgsonde.druid.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import javax.annotation.Nullable;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.druid.metadata.DynamicConfigProvider;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authenticator;

/** One user with one password, by HTTP Basic and by JDBC; whoever is not that user is nobody. */
@JsonTypeName(PasswordAuthenticator.TYPE)
public final class PasswordAuthenticator implements Authenticator {
    static final String TYPE = "password";
    /** Whoever has logged in may do everything. */
    static final String AUTHORIZER = "allowAll";

    private final String name;
    private final Login login;

    @JsonCreator
    public PasswordAuthenticator(
            @JsonProperty("name") String name,
            @JsonProperty("user") String user,
            @JsonProperty("password") DynamicConfigProvider<String> password) {
        this.name = name;
        this.login = new Login(user, password);
    }

    @Override
    public Filter getFilter() {
        return new BasicFilter();
    }

    @Override
    public String getAuthChallengeHeader() {
        return "Basic";
    }

    @Override
    @Nullable
    public AuthenticationResult authenticateJDBCContext(Map<String, Object> context) {
        return context.get("user") instanceof String user
                        && context.get("password") instanceof String password
                        && login.is(user + ":" + password)
                ? who()
                : null;
    }

    private AuthenticationResult who() {
        return new AuthenticationResult(login.user(), AUTHORIZER, name, Map.of());
    }

    @Override
    public Class<? extends Filter> getFilterClass() {
        return BasicFilter.class;
    }

    @Override
    public Map<String, String> getInitParameters() {
        return Map.of();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still wants it
    public String getPath() {
        return "/*";
    }

    @Override
    public EnumSet<DispatcherType> getDispatcherType() {
        return EnumSet.of(DispatcherType.REQUEST);
    }

    /** A request without a login goes on as nobody's, and is refused where somebody is needed. */
    private final class BasicFilter implements Filter {
        @Override
        public void init(FilterConfig config) {}

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String header = ((HttpServletRequest) request).getHeader("Authorization");
            if (header != null) {
                if (!login.isBasic(header)) {
                    ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
                    return;
                }
                request.setAttribute(AuthConfig.DRUID_AUTHENTICATION_RESULT, who());
            }
            chain.doFilter(request, response);
        }

        @Override
        public void destroy() {}
    }
}
