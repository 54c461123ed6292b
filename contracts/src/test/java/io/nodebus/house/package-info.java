/// The house rules as tests. Every module has a `HouseRulesTest` that runs them over what it sees.
///
/// Think hard before you change a rule: each was written because a codebase without it went wrong
/// (house-style, sections 2 and 8).
@NullMarked
package io.nodebus.house;

import org.jspecify.annotations.NullMarked;
