/* SPDX-License-Identifier: MIT */
/*
 * The built-in formats one by one: lengths, how sure the alphabet is, and grade, as the sources have them. An alphabet that
 * is a superset, or a length that is unknown, is no oversight: most issuers publish neither.
 */
#include "format.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct format_row {
	const char *name;
	size_t shortest, longest;
	bool exact;
	char grade;
} rows[] = {
	{ "amazon", 14, 15, false, 'B' },
	{ "apple", 16, 16, false, 'B' },
	{ "bitcash", 16, 16, false, 'B' },
	{ "visa-prepaid", 13, 16, true, 'A' },
	{ "mastercard-prepaid", 16, 16, true, 'A' },
	{ "amex-prepaid", 15, 15, true, 'B' },
	{ "discover-prepaid", 16, 16, true, 'B' },
	{ "vpreca-gift", 16, 16, true, 'B' },
	{ "chinamobile", 18, 18, true, 'C' },
	{ "qq-card", 12, 12, false, 'C' },
	{ "paysafecard", 16, 16, true, 'A' },
	{ "neosurf", 10, 10, false, 'C' },
	{ "transcash", 12, 12, true, 'C' },
	{ "gog", 20, 20, false, 'C' },
	{ "ea-origin", 20, 20, false, 'B' },
	{ "ubisoft", 16, 19, false, 'B' },
	{ "epic", 20, 20, false, 'C' },
	{ "battlenet", 16, 21, false, 'C' },
	{ "vbucks", 16, 16, false, 'B' },
	{ "roblox", 10, 19, false, 'C' },
	{ "riot", 8, 24, false, 'A' },
	{ "razer-gold", 16, 16, false, 'B' },
	{ "discord-gift", 16, 24, false, 'C' },
	{ "google-play", 16, 20, false, 'B' },
	{ "webmoney", 16, 16, false, 'A' },
	{ "securitymoney", 16, 16, false, 'B' },
	{ "nanaco-gift", 16, 16, false, 'B' },
	{ "rakuten-point", 10, 10, false, 'B' },
	{ "paypay-point", 16, 16, false, 'C' },
	{ "line-prepaid", 9, 18, false, 'C' },
	{ "dmm", 16, 16, false, 'B' },
	{ "tosho-next", 16, 16, true, 'B' },
	{ "jcb-premo", 16, 16, true, 'C' },
	{ "booklive", 16, 16, false, 'C' },
	{ "aupay-gift", 8, 24, false, 'C' },
	{ "squareenix-jp", 8, 24, false, 'A' },
	{ "uma36-key", 12, 12, false, 'A' },
	{ "cultureland", 16, 18, true, 'B' },
	{ "happymoney", 16, 16, true, 'C' },
	{ "spotify", 8, 24, false, 'A' },
	{ "netflix-jp", 13, 23, false, 'C' },
	{ "disneyplus", 16, 16, false, 'C' },
	{ "uber", 16, 19, false, 'C' },
	{ "ubereats-jp", 16, 16, false, 'C' },
	{ "meta-jp", 16, 16, false, 'C' },
	{ "airbnb", 10, 24, false, 'A' },
	{ "adobe-serial", 24, 24, true, 'A' },
	{ "microsoft", 25, 25, true, 'B' },
	{ "windows-key", 25, 25, true, 'B' },
	{ "netcash", 16, 16, false, 'A' },
	{ "netridecash", 16, 16, false, 'A' },
	{ "nintendo-eshop", 16, 16, true, 'C' },
	{ "playstation", 12, 12, false, 'B' },
	{ "pokemon-serial", 6, 24, false, 'C' },
	{ "pretix-giftcard", 8, 8, true, 'A' },
	{ "pretix-voucher", 5, 64, true, 'A' },
	{ "woocommerce-coupon", 8, 8, true, 'A' },
	{ "woocommerce-giftcard", 16, 16, true, 'A' },
	{ "pw-giftcard", 16, 16, true, 'A' },
	{ "django-oscar", 12, 12, true, 'A' },
	{ "laravel-vouchers", 8, 8, true, 'A' },
	{ "laravel-promocodes", 8, 8, true, 'A' },
	{ "shopify-giftcard", 8, 20, true, 'A' },
	{ "stripe-promo", 1, 500, false, 'A' },
	{ "square-gan", 16, 16, true, 'B' },
	{ "square-custom-gan", 8, 20, false, 'B' },
	{ "toast-giftcard", 1, 19, true, 'A' },
	{ "magento-coupon", 12, 12, false, 'A' },
	{ "saleor-promo", 12, 12, true, 'A' },
	{ "spree-giftcard", 16, 16, true, 'A' },
	{ "sylius-setono-giftcard", 20, 20, true, 'A' },
	{ "medusa-giftcard", 16, 16, true, 'A' },
	{ "eccube-coupon", 12, 12, true, 'A' },
	{ "prestashop-rule", 8, 8, true, 'A' },
	{ "voucherify-lib", 8, 8, true, 'A' },
	{ "pimcore-voucher", 4, 40, true, 'A' },
	{ "unifi-voucher", 10, 10, true, 'A' },
	{ "opennds-voucher", 8, 8, true, 'A' },
	{ "idealpos-voucher", 3, 16, false, 'A' },
	{ "nanoid-nolookalikes", 4, 64, true, 'A' },
	{ "nanoid-safe", 4, 64, true, 'A' },
	{ "couponcode", 12, 12, true, 'A' },
	{ "crockford32", 1, 65, true, 'A' },
	{ "odoo-loyalty", 12, 12, true, 'A' },
	{ "shopware", 8, 8, true, 'A' },
	{ "steam-wallet", 15, 15, false, 'B' },
	{ "steam-key", 15, 15, true, 'C' },
	{ "steam-key-other", 13, 28, false, 'B' },
	{ "ebay", 13, 13, false, 'B' },
	{ "walmart", 16, 16, true, 'B' },
	{ "target", 12, 16, true, 'C' },
	{ "bestbuy", 16, 16, true, 'C' },
	{ "gamestop", 19, 19, true, 'C' },
	{ "nike", 19, 19, true, 'B' },
	{ "homedepot", 23, 23, true, 'C' },
	{ "guitarcenter", 16, 16, true, 'C' },
	{ "lowes", 19, 19, true, 'C' },
	{ "starbucks", 16, 16, true, 'B' },
};
#define ROWS (sizeof rows / sizeof rows[0])

/* Known by name only. */
static const char *const untyped[] = { "apple-store-card", "quocard-pay", "majica-egift", "g-money" };

/* Of unknown length: the bounds are guesses, and told as such. */
static const char *const open_lengths[] = {
	"pokemon-serial", "roblox", "riot", "spotify", "netflix-jp", "uber", "airbnb", "target", "line-prepaid", "aupay-gift",
	"squareenix-jp", "pretix-voucher", "pimcore-voucher", "nanoid-nolookalikes", "nanoid-safe",
};

/* Where the issuer itself, or several sources, name pairs that are misread. */
static const char *const with_pairs[] = {
	"amazon", "apple", "google-play", "nintendo-eshop", "pokemon-serial", "playstation", "microsoft", "windows-key",
	"steam-wallet", "spotify", "razer-gold", "netcash", "netridecash", "rakuten-point", "paypay-point", "line-prepaid",
	"squareenix-jp",
};

/* Numbers printed nearby, and second numbers. */
static const struct other_row {
	const char *name;
	size_t decoys, companions;
} others[] = {
	{ "apple", 4, 0 }, { "bitcash", 1, 0 }, { "netridecash", 1, 0 }, { "securitymoney", 1, 0 }, { "cultureland", 1, 0 },
	{ "chinamobile", 1, 0 }, { "vbucks", 1, 0 }, { "adobe-serial", 1, 0 }, { "tosho-next", 0, 1 }, { "jcb-premo", 0, 1 },
	{ "booklive", 0, 1 }, { "nike", 0, 1 }, { "walmart", 0, 1 }, { "starbucks", 0, 1 }, { "airbnb", 0, 1 },
	{ "happymoney", 0, 1 }, { "qq-card", 0, 1 }, { "target", 0, 1 }, { "bestbuy", 0, 1 }, { "gamestop", 0, 1 },
	{ "homedepot", 0, 1 }, { "guitarcenter", 0, 1 }, { "lowes", 0, 1 }, { "uber", 0, 1 },
};

static gcv_catalog *catalog;

static void open_catalog(void)
{
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
}

static void close_catalog(void)
{
	gcv_catalog_free(catalog);
}

static bool is_one_of(const char *const *names, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}
#define IS_ONE_OF(names, name) is_one_of(names, sizeof names / sizeof names[0], name)

START_TEST(a_format_is_as_its_sources_say)
{
	const struct format_row *row = &rows[_i];
	const gcv_format *format = gcv_catalog_find(catalog, row->name);
	size_t shortest, longest;

	ck_assert_msg(format != NULL && format->typed, "%s", row->name);
	gcv_format_lengths(format, &shortest, &longest);
	ck_assert_msg(shortest == row->shortest && longest == row->longest, "%s: %zu to %zu", row->name, shortest, longest);
	ck_assert_msg((gcv_format_is_exact(format) != 0) == row->exact, "%s: exact or not", row->name);
	ck_assert_msg(gcv_format_grade(format) == row->grade, "%s: grade %c", row->name, gcv_format_grade(format));
	ck_assert_msg(format->length_known == !IS_ONE_OF(open_lengths, row->name), "%s: length known or not", row->name);
	if (IS_ONE_OF(with_pairs, row->name))
		ck_assert_msg(gcv_format_value(format, "look-alike", NULL, 0) != NULL, "%s: no pairs", row->name);
}
END_TEST

START_TEST(no_format_is_missing_here)
{
	size_t i;

	for (i = 0; i < sizeof untyped / sizeof untyped[0]; i++)
		ck_assert(gcv_catalog_find(catalog, untyped[i]) != NULL && !gcv_catalog_find(catalog, untyped[i])->typed);
	ck_assert_uint_eq(gcv_catalog_count(catalog), ROWS + i);
}
END_TEST

START_TEST(other_numbers_are_known)
{
	size_t i;

	for (i = 0; i < sizeof others / sizeof others[0]; i++) {
		const gcv_format *format = gcv_catalog_find(catalog, others[i].name);

		ck_assert_msg(format->decoy_count == others[i].decoys && format->companion_count == others[i].companions,
		              "%s: %zu, %zu", others[i].name, format->decoy_count, format->companion_count);
	}
}
END_TEST

/* Products of Korea and China in their own language too. */
START_TEST(titles_are_in_the_language_of_the_product)
{
	size_t i;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		const char *region = gcv_format_value(format, "region", NULL, 0), *title = gcv_format_value(format, "title", NULL, 0);

		if (strcmp(region, "KR") == 0)
			ck_assert_msg(gcv_format_value(format, "title", "ko", 0) != title, "%s", format->name);
		if (strcmp(region, "CN") == 0)
			ck_assert_msg(gcv_format_value(format, "title", "zh", 0) != title, "%s", format->name);
	}
}
END_TEST

/* Where an issuer stops people who try on, the report may not offer more suggestions, or at least says so. */
START_TEST(lock_outs_are_known)
{
	static const char *const locking[] = { "spotify", "paypay-point", "razer-gold", "pokemon-serial" };
	size_t i;

	for (i = 0; i < sizeof locking / sizeof locking[0]; i++)
		ck_assert_msg(gcv_format_value(gcv_catalog_find(catalog, locking[i]), "lock-out", NULL, 0) != NULL, "%s", locking[i]);
	ck_assert_uint_eq(gcv_format_attempts(gcv_catalog_find(catalog, "spotify")), 4);
	ck_assert_str_eq(gcv_format_value(gcv_catalog_find(catalog, "amazon"), "count-trap", NULL, 0), "16 17");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("formats");
	TCase *tcase = tcase_create("formats");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, open_catalog, close_catalog);
	tcase_add_loop_test(tcase, a_format_is_as_its_sources_say, 0, (int)ROWS);
	tcase_add_test(tcase, no_format_is_missing_here);
	tcase_add_test(tcase, other_numbers_are_known);
	tcase_add_test(tcase, titles_are_in_the_language_of_the_product);
	tcase_add_test(tcase, lock_outs_are_known);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
