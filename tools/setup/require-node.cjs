// Ends a process on a Node that is too old to read our sources. Plain CommonJS of many years ago, so that such a
// Node can at least read this.
var wanted = require('../../package.json').engines.node.replace(/^>=/, '');
var version = process.versions.node;

/** @param {string} text @returns {number} */
function rank(text) {
  var parts = text.split('.');
  return Number(parts[0]) * 1000 + Number(parts[1]);
}

if (rank(version) < rank(wanted)) {
  process.stderr.write(
    `Clusterboard needs Node.js ${wanted} or newer; this is ${version}. Get it from https://nodejs.org/.\n`,
  );
  process.exit(1);
}
