import { forgetAnswers } from './ask.ts';
import { removeAllDrafts } from './drafts.ts';

/** Once this is done nothing of who was signed in stays on the phone. Ends never: the page is loaded anew. */
export async function leave(done: Promise<unknown>): Promise<never> {
  await done;
  removeAllDrafts();
  forgetAnswers();
  location.assign('/m');
  return new Promise(() => {});
}
