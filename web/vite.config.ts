/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Where `npm run dev` finds the API: a running `pourparlers serve`.
const api = process.env["POURPARLERS_API"] ?? "http://127.0.0.1:8421";

export default defineConfig({
  plugins: [svelte()],
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
