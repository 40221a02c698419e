type Factory = (...dependencies: unknown[]) => unknown;

interface AmdWindow {
  define?: ((dependencies: string[], factory: Factory) => void) & { amd?: object };
}

/**
 * Loads an AMD module as Grafana's loader does: as a script that calls `define` with the names of its dependencies.
 * `provided` maps those names to modules. `module` gets the script's address, from which webpack finds its other files.
 * Rejects with a sentence that contains the missing address or name.
 */
export function loadAmdModule(url: string, provided: Readonly<Record<string, unknown>>): Promise<unknown> {
  const page: Window & AmdWindow = window;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const define = (dependencies: string[], factory: Factory) => {
      try {
        resolve(factory(...dependencies.map((name) => (name === 'module' ? { uri: url } : find(name, provided)))));
      } catch (error) {
        reject(error);
      }
    };
    page.define = Object.assign(define, { amd: {} });
    script.src = url;
    script.onerror = () => reject(new Error(`${url} could not be loaded. Is the plugin built? Run npm start again.`));
    script.onload = () => reject(new Error(`${url} is no AMD module.`));
    document.head.append(script);
  }).finally(() => delete page.define);
}

function find(name: string, provided: Readonly<Record<string, unknown>>): unknown {
  if (!(name in provided)) {
    throw new Error(`The plugin asks for "${name}", which this page does not offer (demo/host/grafana/libraries.ts).`);
  }
  return provided[name];
}
