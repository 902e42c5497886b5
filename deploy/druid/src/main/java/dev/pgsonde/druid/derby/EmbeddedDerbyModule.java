package dev.pgsonde.druid.derby;

import com.google.inject.Binder;
import com.google.inject.Key;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.PolyBind;
import org.apache.druid.guice.SQLMetadataStorageDruidModule;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.metadata.DerbyMetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.MetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.MetadataStorageConnector;
import org.apache.druid.metadata.MetadataStorageProvider;
import org.apache.druid.metadata.NoopMetadataStorageProvider;
import org.apache.druid.metadata.SQLMetadataConnector;

/** Lets a configuration choose {@link EmbeddedDerby} as the metadata storage. */
public final class EmbeddedDerbyModule extends SQLMetadataStorageDruidModule implements DruidModule {
    private static final String TYPE = "embedded-derby";

    public EmbeddedDerbyModule() {
        super(TYPE);
    }

    @Override
    public void configure(Binder binder) {
        super.configure(binder);
        PolyBind.optionBinder(binder, Key.get(MetadataStorageProvider.class))
                .addBinding(TYPE)
                .to(NoopMetadataStorageProvider.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(MetadataStorageConnector.class))
                .addBinding(TYPE)
                .to(EmbeddedDerby.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(SQLMetadataConnector.class))
                .addBinding(TYPE)
                .to(EmbeddedDerby.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(MetadataStorageActionHandlerFactory.class))
                .addBinding(TYPE)
                .to(DerbyMetadataStorageActionHandlerFactory.class)
                .in(LazySingleton.class);
    }
}
