import { bundledPackages } from './licences';
import type { Point } from './point';
import { PAGE, named, without } from './scriptPoints';

/** What a bundle would bring along of React. Grafana 13 provides version 19, earlier ones provide 18. */
const PROVIDED = /^(react|react-dom|scheduler|prop-types)$/;

/** After React's guide to version 19 and Grafana's react-detect. Classes may still have defaultProps; ours need none. */
const removed = without(
  'nothing that React 19 has removed is used, and no part of React is bundled',
  PAGE,
  `AssignmentExpression[left.property.name=${named('defaultProps|propTypes|contextTypes|childContextTypes')}]`,
  `PropertyDefinition[static=true][key.name=${named('defaultProps|propTypes|contextTypes|childContextTypes')}]`,
  `Identifier[name=${named('getChildContext|findDOMNode|createFactory|unmountComponentAtNode')}]`,
  'CallExpression > ObjectExpression > Property[key.name="ref"][value.type="Literal"][value.raw=/^[\\u0022\\u0027]/]',
  'MemberExpression[object.object.type="ThisExpression"][object.property.name="refs"]',
  'Identifier[name=/^__SECRET_INTERNALS/]',
  'Literal[value=/^__SECRET_INTERNALS/]',
  // React 18 marks its elements so, and React 19 refuses them.
  'CallExpression[callee.property.name="for"][arguments.0.value="react.element"]'
);

export const reactPoint: Point = {
  claim: removed.claim,
  faults: (files, origin) => [
    ...removed.faults(files, origin),
    ...bundledPackages(files)
      .filter((name) => PROVIDED.test(name))
      .map((name) => `${name} is bundled`),
  ],
};
