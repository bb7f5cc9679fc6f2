// Installs what tests start and is not there yet, and says what it does: `node scripts/install-host.mjs chromium|vscode`.
const [, , name] = process.argv;
if (name === "vscode") {
  const { installVscodeHost } = await import("../dist/test/vscode-host/install.mjs");
  installVscodeHost();
} else {
  const { findChromium } = await import("../dist/test/vscode-host/chromium.mjs");
  findChromium();
}
