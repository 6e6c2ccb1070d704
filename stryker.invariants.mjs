/** An assertion that never fails in correct code cannot be missed by a test: faults planted in it say nothing. */
const invariants = {
  shouldIgnore(path) {
    const isAssertion = path.isCallExpression() && path.get('callee').isIdentifier({ name: 'invariant' });
    return isAssertion ? 'an invariant' : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'invariants', value: invariants }];
