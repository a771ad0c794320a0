/** The floors of ARCHITECTURE.md as rules. Imports go down only. */
const S = '^server/src/';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** Tests may reach further than the code they test. */
const code = (path) => ({ path: `${S}${path}`, pathNot: '\\.test\\.ts$' });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-circles', {}, { circular: true }),
    rule('unresolved', {}, { couldNotResolve: true, pathNot: '^vite/client$' }),
    rule('vocabulary-imports-nothing', code('vocabulary/'), { path: S, pathNot: `${S}vocabulary/` }),
    rule('kernel-sees-vocabulary-only', code('kernel/'), { path: S, pathNot: `${S}(kernel|vocabulary)/` }),
    rule('formats-are-pure', code('formats/'), { path: S, pathNot: `${S}(formats|vocabulary)/` }),
    rule('picture-is-pure', code('picture/'), { path: S, pathNot: `${S}(picture|vocabulary)/` }),
    rule('simulator-is-pure', code('simulator/'), { path: S, pathNot: `${S}(simulator|vocabulary)/` }),
    rule('pure-floors-do-no-io', code('(formats|picture|simulator|vocabulary)/'), {
      dependencyTypes: ['core'],
      pathNot: '^(node:)?(crypto|stream|zlib|events|buffer)$',
    }),
    rule('report-shows-pictures-only', code('report/'), { path: S, pathNot: `${S}(report|picture|vocabulary)/` }),
    rule('checkup-stands-alone', code('doors/cli/checkup'), { path: `${S}(kernel|modules|doors/http)/` }),
    rule('rules-are-pure', code('modules/[^/]+/rules\\.ts'), {
      path: S,
      pathNot: `${S}(vocabulary/|modules/[^/]+/(contract|rules)\\.ts)`,
    }),
    rule('modules-sit-on-kernel', code('modules/'), { path: `${S}(doors|main\\.ts|testing|report|connectors)` }),
    rule(
      'modules-import-the-query-builder-once',
      { path: `${S}modules/`, pathNot: ['\\.test\\.ts$', '/rows\\.ts$'] },
      { path: 'drizzle-orm/index\\.' },
    ),
    // What was made up must never pass for what was said: one module alone brings it in.
    rule(
      'only-the-demo-simulates',
      { path: S, pathNot: [`${S}(simulator|modules/demo|testing)/`, '\\.test\\.ts$'] },
      { path: `${S}simulator/` },
    ),
    rule(
      'modules-meet-at-their-face',
      { path: `${S}modules/([^/]+)/`, pathNot: ['\\.test\\.ts$', '/schema\\.ts$', `${S}modules/insights/`] },
      // A contract is public and only data: another may be built of its shapes.
      { path: `${S}modules/[^/]+/`, pathNot: [`${S}modules/$1/`, `${S}modules/[^/]+/(index|contract)\\.ts$`] },
    ),
    rule('insights-imports-faces-and-schemas', code('modules/insights/'), {
      path: `${S}modules/[^/]+/`,
      pathNot: [`${S}modules/insights/`, `${S}modules/[^/]+/(index|schema)\\.ts$`],
    }),
    rule(
      'nobody-imports-insights',
      { path: `${S}modules/`, pathNot: [`${S}modules/insights/`, '\\.test\\.ts$'] },
      { path: `${S}modules/insights/` },
    ),
    rule('doors-never-see-a-schema', code('doors/'), { path: '/schema\\.ts$' }),
    // `qunce/contract` exports types only, so that importing a value from it cannot be built.
    rule(
      'web-imports-the-contract-only',
      { path: '^web/', pathNot: ['\\.test\\.ts$', '^web/journeys/'] },
      { path: '^server/', pathNot: `${S}(contract\\.ts$|modules/raffles/recompute/)` },
    ),
    // The server draws by it and whoever verifies runs it in a browser.
    rule('recompute-runs-anywhere', code('modules/raffles/recompute/'), { pathNot: `${S}modules/raffles/recompute/` }),
    // A journey meets the product as people do; only its files and its database are made for it.
    rule('journeys-see-no-inside', { path: '^web/journeys/' }, { path: '^server/', pathNot: `${S}testing/` }),
    rule('server-never-sees-web', { path: S, pathNot: `${S}testing/` }, { path: '^web/' }),
    rule('testing-stays-in-tests', { path: S, pathNot: ['\\.test\\.ts$', `${S}testing/`] }, { path: `${S}testing/` }),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // The parser cannot read JSX: pages are looked at by checks/web-borders.ts.
    exclude: { path: '(^|/)(dist|node_modules|data)/|\\.tsx$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
