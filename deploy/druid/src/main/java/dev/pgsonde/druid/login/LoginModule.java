package dev.pgsonde.druid.login;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** Lets a configuration say {@code password} where Druid asks how its users log in; the official extension is not on Maven Central. */
public final class LoginModule implements DruidModule {
    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule(LoginModule.class.getName())
                .registerSubtypes(PasswordAuthenticator.class, PasswordEscalator.class));
    }

    @Override
    public void configure(Binder binder) {}
}
