// Prints, as JSON, what GitHub's own parser has against each workflow named on the command line: { file: [sentence, …] }.
// A program of its own: the parser comes as modules that jest does not read.
import { readFileSync } from 'node:fs';
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from '@actions/workflow-parser';

async function faultsOf(name: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter());
  if (value) {
    await convertWorkflowTemplate(context, value);
  }
  return context.errors.getErrors().map(({ message }) => message);
}

void Promise.all(process.argv.slice(2).map(async (file) => [file, await faultsOf(file)] as const)).then((all) =>
  process.stdout.write(JSON.stringify(Object.fromEntries(all)))
);
