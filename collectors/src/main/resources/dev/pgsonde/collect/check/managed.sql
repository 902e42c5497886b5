SELECT s.name,
       s.source = 'command line' AS on_command_line,
       s.sourcefile AS file,
       s.sourceline AS line
  FROM pg_catalog.pg_settings s
 WHERE s.source = 'command line'
    OR s.source = 'configuration file'
   AND s.sourcefile IS DISTINCT FROM
       (SELECT d.setting || '/postgresql.auto.conf' FROM pg_catalog.pg_settings d WHERE d.name = 'data_directory')
