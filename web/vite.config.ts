/// <reference types="vitest/config" />
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

// Where `npm run dev` finds the API: a running `pourparlers serve`.
const api = process.env["POURPARLERS_API"] ?? "http://127.0.0.1:8421";

/** Writes licenses.txt: the licences of what the bundle is made of, which they ask to go with it. */
function licenses(): Plugin {
  return {
    name: "licenses",
    generateBundle() {
      const told = new Map<string, string>();
      for (const id of this.getModuleIds()) {
        const found = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id);
        const [folder, name] = [found?.[1], found?.[2]];
        if (!folder || !name || told.has(name)) continue;
        const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string; license?: string };
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        if (!file && !about.license) throw new Error(`${name} says nothing of its licence`);
        const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${about.license}`;
        told.set(name, `${name} ${about.version}\n\n${text}`);
      }
      if (!told.size) throw new Error("no package was found in the bundle");
      const source = [...told].toSorted().map(([, text]) => text).join(`\n\n${"-".repeat(72)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licenses.txt", source: `${source}\n` });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), licenses()],
  base: "/",
  build: {
    outDir: process.env["POURPARLERS_WEB_OUT"] ?? "../src/pourparlers/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // data: addresses are refused by the Content-Security-Policy
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": { target: api, changeOrigin: true } } },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
