package dev.pgsonde.druid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.auth.AuthenticationProvider;
import org.apache.zookeeper.server.command.FourLetterCommands;

/**
 * A connection to ZooKeeper says the one user and password that there are, or it is closed at its first request.
 * ZooKeeper's own scheme "digest" takes every user with every password, and protects single nodes only.
 */
public final class ZooKeeperPassword implements AuthenticationProvider {
    static final String SCHEME = "password";

    private static volatile byte[] expected = {};

    /** From now on, and for every connection of this process: ZooKeeper finds its providers by system properties. */
    static void require(String user, String password) {
        expected = (user + ":" + password).getBytes(UTF_8);
        System.setProperty("zookeeper.authProvider.pgsonde", ZooKeeperPassword.class.getName());
        System.setProperty("zookeeper.enforce.auth.enabled", "true");
        System.setProperty("zookeeper.enforce.auth.schemes", SCHEME);
        forbidCommands();
    }

    /** Commands of four letters need no login. A setting forbids all but "srvr", which tells how busy the server is. */
    private static void forbidCommands() {
        System.setProperty("zookeeper.4lw.commands.whitelist", "");
        FourLetterCommands.isEnabled("srvr"); // reads the setting, once
        try {
            Field allowed = FourLetterCommands.class.getDeclaredField("whiteListedCommands");
            allowed.setAccessible(true);
            ((Set<?>) allowed.get(null)).clear();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this ZooKeeper keeps the list of its commands elsewhere", e);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public Code handleAuthentication(ServerCnxn connection, byte[] given) {
        if (expected.length == 0 || !MessageDigest.isEqual(expected, given)) {
            return Code.AUTHFAILED;
        }
        connection.addAuthInfo(new Id(SCHEME, "owner"));
        return Code.OK;
    }

    @Override
    public boolean matches(String id, String acl) {
        return id.equals(acl);
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public boolean isValid(String id) {
        return true;
    }
}
