/** Opens pages in Chromium and keeps account of what they do. */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const hasChromium = existsSync(executablePath);
/** For titles of tests: why they are skipped, where they are. */
export const why = hasChromium ? "" : ` (skipped: no Chromium at ${executablePath}; its path may be given as CHROMIUM)`;

/** Writes a page where a browser can open it. */
export function pageFile(html: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "poolwise-report-")), "report.html");
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

/** Opens an address; `complaints` gathers messages, errors, dialogs and requests that leave the page. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("blob:")) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints };
}

/** Opens all that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
}
