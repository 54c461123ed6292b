/// Tests of what Services mean on a node, most of them as transcripts.
@NullMarked
package io.nodebus.nodeagent.services;

import org.jspecify.annotations.NullMarked;
