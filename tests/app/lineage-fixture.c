#include "lineage-fixture.h"

#include "app/stemma-page-widget.h"

const char lineage_small[] = "Model ID,Type,Base Model\n"
                             "acme/base,finetune,lost/origin\n"
                             "acme/chat,finetune,acme/base\n"
                             "acme/chat-code,finetune,acme/chat\n"
                             "acme/chat-code-2,finetune,acme/chat-code\n"
                             "north/second,finetune,acme/base\n"
                             "blend/mix,merge,\"acme/chat, north/second\"\n"
                             "blend/mix-tuned,finetune,blend/mix\n"
                             "fast/chat-GGUF,quantized,acme/chat\n"
                             "fast/chat-AWQ,quantized,acme/chat\n"
                             "fast/chat-GPTQ,quantized,acme/chat\n"
                             "fast/chat-i1-GGUF,quantized,acme/chat\n"
                             "small/chat-lora-a,adapter,acme/chat\n"
                             "small/chat-lora-b,adapter,acme/chat\n"
                             "small/chat-lora-c,adapter,acme/chat\n";

char *
lineage_random_table (guint32 seed)
{
  static const char *const relations[] = { "finetune", "adapter", "quantized", "merge" };
  GString *table = g_string_new ("parent,child,relation\n");
  GRand *random = g_rand_new_with_seed (seed);
  for (int i = 1; i < 140; i++)
    {
      int relation = g_rand_int_range (random, 0, 4);
      int parents = relation == 3 ? g_rand_int_range (random, 2, 4) : 1;
      for (int p = 0; p < parents; p++)
        g_string_append_printf (table, "root/m%03d,root/m%03d,%s\n",
                                g_rand_int_range (random, 0, i) / g_rand_int_range (random, 1, 4), i,
                                relations[relation]);
    }
  g_rand_free (random);
  return g_string_free (table, FALSE);
}

void
lineage_open (LineageFixture *fixture, const char *const *weeks)
{
  app_fixture_open (&fixture->app, weeks);
  fixture->page = STEMMA_LINEAGE_PAGE (stemma_window_get_page (fixture->app.window, "lineage"));
  fixture->canvas = stemma_lineage_page_get_canvas (fixture->page);
}

void
lineage_close (LineageFixture *fixture)
{
  app_fixture_close (&fixture->app);
}

static gboolean
is_at_rest (gpointer page)
{
  return !stemma_lineage_page_is_busy (page);
}

void
lineage_wait (LineageFixture *fixture)
{
  app_wait_until (is_at_rest, fixture->page, "the picture");
  app_settle (&fixture->app);
  app_wait_until (is_at_rest, fixture->page, "the canvas to rest");
}

void
lineage_go (LineageFixture *fixture, const char *target)
{
  stemma_window_go (fixture->app.window, "lineage", target);
  lineage_wait (fixture);
}

void
lineage_press (LineageFixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (app_press (GTK_WIDGET (fixture->canvas), key, state));
  lineage_wait (fixture);
}

StemmaLineage *
lineage_get (LineageFixture *fixture)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (fixture->canvas);
  g_assert_nonnull (diagram);
  return stemma_diagram_get_lineage (diagram);
}

guint
lineage_count_cards (LineageFixture *fixture)
{
  guint n_cards;
  stemma_lineage_get_cards (lineage_get (fixture), &n_cards);
  return n_cards;
}

static guint32
find_card (LineageFixture *fixture, const char *name)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage_get (fixture), &n_cards);
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].kind == STEMMA_CARD_MODEL
        && g_str_equal (stemma_lineage_get_card_name (lineage_get (fixture), i), name))
      return i;
  return STEMMA_NONE;
}

gboolean
lineage_has_card (LineageFixture *fixture, const char *name)
{
  return find_card (fixture, name) != STEMMA_NONE;
}

guint32
lineage_card (LineageFixture *fixture, const char *name)
{
  guint32 card = find_card (fixture, name);
  if (card == STEMMA_NONE)
    g_error ("there is no card of %s", name);
  return card;
}

const char *
lineage_selected (LineageFixture *fixture)
{
  guint32 card = stemma_canvas_get_selected (fixture->canvas);
  return card != STEMMA_NONE ? stemma_lineage_get_card_name (lineage_get (fixture), card) : NULL;
}

void
lineage_select (LineageFixture *fixture, const char *name)
{
  stemma_canvas_select (fixture->canvas, lineage_card (fixture, name), TRUE);
  lineage_wait (fixture);
}

char *
lineage_target (LineageFixture *fixture)
{
  return stemma_page_widget_get_target (STEMMA_PAGE_WIDGET (fixture->page));
}
