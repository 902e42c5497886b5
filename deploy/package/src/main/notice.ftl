<#-- One line for each library: its licenses as its page on Maven Central names them, its coordinates, and where its source is. -->
This package is pgsonde-agent, under the Apache License 2.0 (LICENSE).
It holds these libraries, unchanged from Maven Central. Each is under the licenses that are named before it; where there
are several, the user may choose. The texts are in META-INF of each jar, or at the address that follows its name.
Source code of all of them is at that address, and as *-sources.jar on Maven Central.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
<#list licenses as license>(${license}) </#list>${project.groupId}:${project.artifactId}:${project.version} - ${(project.url)!"https://central.sonatype.com/artifact/" + project.groupId + "/" + project.artifactId}
</#list>
