/// What people may write in a Service, and what is meant when they write nothing.
@NullMarked
package io.nodebus.contracts.service;

import org.jspecify.annotations.NullMarked;
