#!/usr/bin/env node
// CommonJS, because a Node that is too old fails on the imports of a module before it runs any of it.
require('../../../tools/setup/require-node.cjs');

import('./clusterboard.mjs');
