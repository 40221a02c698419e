/**
 * Writes the tutorial's story into the dashboard that shows it through Grafana's TestData source:
 *
 *     npx tsx demo/generator/writeStory.ts
 *
 * TestData repeats a wave of values from the epoch on. The dashboard's time range is one turn of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tutorialStory } from './story.ts';

const DASHBOARD = join(__dirname, '..', '..', 'provisioning', 'dashboards', 'story.json');

const { name, times, values } = tutorialStory();
const stepMs = times[1] - times[0];
const valuesCSV = values.map((value) => value.toFixed(3)).join(',');
const iso = (time: number) => new Date(time).toISOString();

// Edited as text, so that the rest of the file keeps its format.
const dashboard = readFileSync(DASHBOARD, 'utf8')
  .replace(/"from": "[^"]*"/, `"from": "${iso(times[0])}"`)
  .replace(/"to": "[^"]*"/, `"to": "${iso(times[0] + values.length * stepMs)}"`)
  .replace(/"name": "[^"]*",(\s*)"timeStep": \d+/, `"name": "${name}",$1"timeStep": ${stepMs / 1000}`)
  .replace(/"valuesCSV": "[^"]*"/, `"valuesCSV": "${valuesCSV}"`);
writeFileSync(DASHBOARD, dashboard);
