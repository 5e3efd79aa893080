#pragma once

#include <glib.h>

/* What names from outside may hold; every writer meets all of them. */
static const char *const hostile_texts[] = {
  "<script>alert(1)</script>",
  "]]><!--",
  "-->&amp;&bogus;",
  "\"quoted\" and 'quoted'",
  "back\\slash\\",
  "\\N\\G\\\"]; evil -> edge; \"",
  "new\nline\r\ntab\t",
  "bell\a escape\x1b[31m delete\x7f",
  "\xe2\x80\xae" "fdp.exe",
  "\xe2\x81\xa6isolate",
  "\xed\xa0\x80 half a pair",
  "\xed\xbf\xbf the other half",
  "cut \xf0\x9f",
  "\xff\xfe\x80",
  "overlong \xc0\x80 nul",
  "\xef\xbf\xbf no character",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "a,b;c",
  "<b>html label</b>",
  "javascript:alert(1)",
  "%s%n%d",
  "../../etc/passwd",
  "x'); uri='https://example.org/",
  "\xd7\x90\xd7\x91/\xd8\xa7\xd8\xa8",
  "\xf0\x9f\x90\xbf \xe6\xa8\xa1\xe5\x9e\x8b",
  "",
};

static void
hostile_no_op (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  GString *all = data;
  if (all != NULL)
    g_string_append_len (all, text, (gssize) length);
  (void) context;
  (void) error;
}

/*
 * Well-formed by GMarkup, and free of characters that XML 1.0 forbids; collects the text of the elements in
 * @texts.
 */
static inline void
assert_well_formed (GBytes *file, GString *texts)
{
  static const GMarkupParser parser = { NULL, NULL, hostile_no_op, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, texts, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  g_assert_true (g_utf8_validate_len (data, size, NULL));
  g_markup_parse_context_parse (context, data, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  for (const char *p = data; p < data + size; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_assert_true (c == '\n' || (c >= 0x20 && c != 0xfffe && c != 0xffff));
    }
}
