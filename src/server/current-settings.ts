// The user's settings as they are now, however the client tells them.
import type { Connection } from "vscode-languageserver/node";
import { defaultSettings, type EditorSettings, readSettings } from "./settings.ts";

export interface CurrentSettings {
  now(): EditorSettings;
  /** Takes those that the client begins with. */
  begin(section: unknown): void;
  /** Asks for them anew, or takes what the client pushed. */
  refresh(pushed: unknown): Promise<void>;
}

export interface CurrentSettingsNeeds {
  readonly connection: Connection;
  /** Whether the client can be asked for them. */
  readonly isAsked: () => boolean;
  readonly onRefreshed: (before: EditorSettings, now: EditorSettings) => void;
}

export function createCurrentSettings({ connection, isAsked, onRefreshed }: CurrentSettingsNeeds): CurrentSettings {
  let settings = defaultSettings;
  return {
    now: () => settings,
    begin(section) {
      settings = readSettings(section);
    },
    async refresh(pushed) {
      const section = isAsked()
        ? await connection.workspace.getConfiguration("codeNodes").catch(() => undefined) // Those of before count.
        : sectionOf(pushed);
      if (section === undefined) return;
      const before = settings;
      settings = readSettings(section);
      onRefreshed(before, settings);
    },
  };
}

/** A client that pushes settings may send the section itself or everything around it. */
function sectionOf(pushed: unknown): unknown {
  if (typeof pushed !== "object" || pushed === null) return undefined;
  return "codeNodes" in pushed ? pushed.codeNodes : pushed;
}
