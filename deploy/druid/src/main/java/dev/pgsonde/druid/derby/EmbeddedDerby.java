package dev.pgsonde.druid.derby;

import com.google.common.base.Supplier;
import com.google.inject.Inject;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.druid.metadata.MetadataStorage;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.storage.derby.DerbyConnector;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.skife.jdbi.v2.DBI;

/** Derby within this process: it listens nowhere, and its files are the owner's. */
public final class EmbeddedDerby extends DerbyConnector {
    @Inject
    public EmbeddedDerby(
            Supplier<MetadataStorageConnectorConfig> config,
            Supplier<MetadataStorageTablesConfig> tables,
            CentralizedDatasourceSchemaConfig schemas) {
        super(new NoServer(), config, tables, new DBI(pool(config.get())), schemas);
    }

    private static BasicDataSource pool(MetadataStorageConnectorConfig config) {
        BasicDataSource pool = new BasicDataSource();
        pool.setDriverClassName("org.apache.derby.jdbc.EmbeddedDriver");
        pool.setUrl(config.getConnectURI());
        pool.setValidationQuery("VALUES 1");
        pool.setTestOnBorrow(true);
        return pool;
    }

    /** What the official module starts here is Derby's network server. */
    private static final class NoServer extends MetadataStorage {}
}
