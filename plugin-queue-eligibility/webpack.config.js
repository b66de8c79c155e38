'use strict';
const path = require('node:path');

// The tool's webpack is version 4. It can't parse the syntax of newer packages (of about 2018 it is), so all of node_modules goes
// through the babel-loader that the tool itself brings; and it knows nothing of `exports`, so the entries of our own
// packages, which are TypeScript, are named here.
const tool = require.resolve('@twilio/flex-plugin-webpack/package.json');
const fromTool = (name) => require.resolve(name, { paths: [tool] });
const packages = path.join(__dirname, '..', 'packages');
/** Flex gives its plugins the themes "default" and "dark", nothing else. */
const UNUSED_THEMES = ['sendgrid', 'evergreen', 'twilio', 'twilio-dark'];
const env = [fromTool('@babel/preset-env'), { targets: { chrome: '70' }, modules: false, bugfixes: true }];

/** The tool's minimizer, for the browsers that Flex supports; names of functions are nothing that a program goes by. */
function shorten({ minimizer: [terser], ...optimization }) {
  const { terserOptions } = terser.options;
  const ecma = 2018;
  Object.assign(terserOptions, {
    keep_fnames: false,
    compress: { ...terserOptions.compress, ecma },
    output: { ...terserOptions.output, ecma },
  });
  return { ...optimization, minimizer: [terser] };
}

module.exports = (config) => ({
  ...config,
  // What the tool finds of types does not fail its build, and takes as long again: `npm run check` looks at them.
  plugins: config.plugins.filter(({ constructor }) => constructor.name !== 'ForkTsCheckerWebpackPlugin'),
  optimization: shorten(config.optimization),
  performance: { ...config.performance, hints: false },
  resolve: {
    ...config.resolve,
    // Our own packages stand outside of src, on purpose.
    plugins: config.resolve.plugins.filter(({ constructor }) => constructor.name !== 'ModuleScopePlugin'),
    alias: {
      ...config.resolve.alias,
      '@queue-eligibility/api$': path.join(packages, 'api/src/index.ts'),
      '@queue-eligibility/batch/watch$': path.join(packages, 'batch/src/watch.ts'),
      '@queue-eligibility/eligibility/problems$': path.join(packages, 'eligibility/src/problems.ts'),
      '@queue-eligibility/eligibility/report$': path.join(packages, 'eligibility/src/report.ts'),
      '@queue-eligibility/insight$': path.join(packages, 'insight/src/index.ts'),
      '@queue-eligibility/queue-edits/queue-edit$': path.join(packages, 'queue-edits/src/queue-edit.ts'),
      '@queue-eligibility/skills/plan$': path.join(packages, 'skills/src/plan.ts'),
      '@queue-eligibility/skills/shapes$': path.join(packages, 'skills/src/shapes.ts'),
      '@queue-eligibility/target-expression$': path.join(packages, 'target-expression/src/index.ts'),
      '@queue-eligibility/task-router/attributes$': path.join(packages, 'task-router/src/attributes.ts'),
      '@queue-eligibility/task-router/refusals$': path.join(packages, 'task-router/src/refusals.ts'),
      // Messages of the schemas are for developers: one language will do.
      [path.join(path.dirname(require.resolve('zod/package.json')), 'v4/locales/index.js')]: path.join(
        __dirname,
        'bundle/zod-locales.js',
      ),
      // Paste brings a list of all tokens only to warn of old ones while one develops.
      '@twilio-paste/design-tokens/dist/tokens.raw.json$': path.join(
        __dirname,
        'bundle/no-deprecated-tokens.json',
      ),
      ...Object.fromEntries(
        UNUSED_THEMES.map((name) => [
          `@twilio-paste/design-tokens/dist/themes/${name}/tokens.es6$`,
          '@twilio-paste/design-tokens/dist/themes/dark/tokens.es6',
        ]),
      ),
    },
  },
  module: {
    ...config.module,
    rules: [
      ...config.module.rules,
      {
        test: /\.ts$/,
        include: packages,
        loader: fromTool('babel-loader'),
        options: {
          babelrc: false,
          configFile: false,
          presets: [env, fromTool('@babel/preset-typescript')],
        },
      },
      {
        // Every browser that Flex supports has what these would bring.
        test: /node_modules[\\/]core-js[\\/]modules[\\/]/,
        use: { loader: path.join(__dirname, 'bundle/empty-loader.js') },
      },
      {
        // JSON Schema, and schemas that are compiled: nobody here asks for them.
        test: /node_modules[\\/]zod[\\/]v4[\\/](core[\\/](compile|to-json-schema|json-schema-(processors|generator))|classic[\\/]from-json-schema)\.js$/,
        // Before babel puts everything on one line.
        enforce: 'pre',
        use: { loader: path.join(__dirname, 'bundle/left-out-loader.js') },
      },
      {
        test: /\.(m?js|cjs)$/,
        include: /node_modules/,
        exclude: /node_modules[\\/](core-js|@babel)[\\/]/,
        loader: fromTool('babel-loader'),
        options: {
          babelrc: false,
          configFile: false,
          compact: true,
          sourceType: 'unambiguous',
          presets: [env],
        },
      },
    ],
  },
});
