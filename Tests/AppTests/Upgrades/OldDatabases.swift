import Store

// The databases in Fixtures, each with what the migrations since have made of it.
extension OldDatabase {
    static let all = [caf, distribution]

    static let caf = OldDatabase(
        product: "caf",
        moved: ["consent": "policy_consent", "login_attempt.locked_until": "login_attempt.clear_at"],
        rewritten: ["service_token.expires_at"],
        facts: [
            Fact(
                "requests have numbers, the oldest the lowest",
                "SELECT CAST(number AS text) FROM service_request ORDER BY created_at",
                ["1", "2", "3", "4", "5", "6"]
            ),
            Fact(
                "messages and notes are numbered apart",
                "SELECT audience || ' ' || CAST(seq AS text) FROM remark ORDER BY audience",
                ["message 1", "note 1"]
            ),
            Fact("the next number is free", "SELECT CAST(next AS text) FROM reference_number", ["7"]),
            Fact(
                "customers with a completed request have a confirmed codice fiscale",
                "SELECT last_name FROM profile WHERE codice_fiscale_verified_at IS NOT NULL",
                ["Bianchi"]
            ),
            Fact(
                "people are found by their names and codici fiscali",
                "SELECT search_text FROM profile WHERE search_old = 1 ORDER BY search_text",
                [
                    "anna d'amico ", "giulia rossi rssgli85d52h501n", "luca bianchi bnclcu78p03f205i",
                    "marco ferri ",
                    "sara conti ",
                ]
            ),
            Fact(
                "consents were given by their own accounts",
                "SELECT DISTINCT purpose FROM policy_consent WHERE given_by = account_id ORDER BY purpose",
                ["marketing", "privacy", "terms"]
            ),
            Fact(
                "no request has gone before another since",
                "SELECT DISTINCT CAST(priority AS text) FROM service_request",
                ["0"]
            ),
            Fact("every token ends", "SELECT name FROM service_token WHERE expires_at IS NULL"),
            Fact(
                "a token that ended soon ends when it did",
                """
                SELECT name FROM service_token
                 WHERE expires_at = \(pg: "TIMESTAMPTZ '2027-01-31 00:00:00+00'", sqlite: "1801353600000000")
                """,
                ["site"]
            ),
        ]
    )

    static let distribution = OldDatabase(
        product: "distribution",
        moved: [
            "login_attempt.locked_until": "login_attempt.clear_at", "reversed_line": "returned_line",
        ],
        rewritten: [
            "account.phone", "account.phone_key", "registration.phone", "registration.password_hash",
            "service_token.expires_at", "company.phone", "address.phone", "delivery_route.driver_phone",
            "product.sku", "catalogue_generation.value",
        ],
        grown: ["schema_migration", "member", "returned_line", "catalogue_generation"],
        facts: [
            Fact(
                "a proven number loses its trunk prefix, a claimed one keeps nobody from it",
                """
                SELECT phone || ' ' || COALESCE(phone_key, 'unproven') FROM account WHERE phone IS NOT NULL ORDER BY email
                """,
                [
                    "+9647801112233 unproven", "+9647709876543 +9647709876543",
                    "+9647701234567 +9647701234567",
                ]
            ),
            Fact(
                "a registration keeps its password where a telephone confirms it",
                """
                SELECT COALESCE(phone, 'none') || CASE WHEN phone_password_hash LIKE '$argon2id$%' THEN ' password' ELSE '' END
                  FROM registration ORDER BY email
                """,
                ["none", "+9647705550000 password"]
            ),
            Fact(
                "numbers of companies, addresses and drivers lose it too",
                """
                SELECT phone FROM company
                UNION ALL SELECT phone FROM address UNION ALL SELECT driver_phone FROM delivery_route ORDER BY 1
                """,
                ["+9647507654321", "+9647701234567", "+9647712223344", "+9647901234567"]
            ),
            Fact(
                "invited people are members, erased ones are not",
                "SELECT name FROM member ORDER BY name",
                ["Ali", "Hassan", "Layla Aziz", "Noor", "Omar Hadi", "Zainab Karim"]
            ),
            Fact(
                "orders have numbers, the oldest the lowest",
                "SELECT CAST(number AS text) || ' ' || status FROM sales_order ORDER BY placed_at",
                ["1 DELIVERED", "2 DELIVERED", "3 DELIVERED", "4 PENDING", "5 CANCELLED", "6 PENDING"]
            ),
            Fact("the next number is free", "SELECT CAST(next AS text) FROM reference_number", ["7"]),
            Fact(
                "waiting rows are counted",
                """
                SELECT m.name || ' ' || CAST(o.orders AS text) || ' ' || CAST(o.worth AS text)
                  FROM open_orders o JOIN member m ON m.account_id = o.customer_id
                """,
                ["Omar Hadi 2 38500"]
            ),
            Fact(
                "shops with a delivery are established",
                """
                SELECT m.name FROM member m WHERE m.established_at = (
                    SELECT MIN(o.delivered_at) FROM sales_order o WHERE o.customer_id = m.account_id) ORDER BY m.name
                """,
                ["Layla Aziz", "Omar Hadi"]
            ),
            Fact(
                "a deleted product frees its SKU",
                "SELECT deleted_sku FROM product WHERE sku LIKE 'deleted:%'",
                ["FUR-OLD-1"]
            ),
            Fact(
                "all others keep theirs",
                "SELECT sku FROM product WHERE deleted_at IS NULL ORDER BY sku",
                ["FUR-LENT-1", "FUR-RICE-5", "FUR-SOAP-4", "ZAG-CHICK-1"]
            ),
            Fact(
                "low and empty stock is recorded",
                "SELECT deleted_sku FROM product WHERE is_low AND deleted_sku IS NOT NULL UNION ALL SELECT sku FROM product WHERE is_out",
                ["FUR-OLD-1", "FUR-SOAP-4"]
            ),
            Fact(
                "reversed orders are returned, whole or in part",
                """
                SELECT CAST(number AS text) || ': ' || CAST(returned_goods AS text) || ' ' || CAST(returned_fee AS text)
                       || ' ' || CAST(returned_commission AS text) FROM sales_order ORDER BY number
                """,
                ["1: 0 0 0", "2: 27000 3000 1350", "3: 11000 0 825", "4: 0 0 0", "5: 0 0 0", "6: 0 0 0"]
            ),
            Fact(
                "so have its lines, without going back into stock",
                """
                SELECT CAST(o.number AS text) || '/' || CAST(l.position AS text) || ': ' || CAST(l.returned_quantity AS text)
                       || ' for ' || CAST(l.returned AS text)
                  FROM returned_line r JOIN sales_order o ON o.id = r.order_id
                  JOIN sales_order_line l ON l.order_id = r.order_id AND l.position = r.position
                 WHERE NOT r.is_restocked ORDER BY o.number
                """,
                ["2/1: 12 for 27000", "3/2: 4 for 11000"]
            ),
            Fact(
                "the books balance",
                "SELECT CAST(SUM(amount) AS text) FROM ledger_entry GROUP BY currency",
                ["0"]
            ),
            Fact(
                "the books and the companies' accounts say the same",
                """
                SELECT CAST(SUM(e.amount) AS text) FROM company_entry e
                UNION ALL SELECT CAST(-SUM(l.amount) AS text) FROM ledger_entry l WHERE l.account LIKE 'company:%'
                """,
                ["20350", "20350"]
            ),
            Fact(
                "PDFs have not been examined yet",
                "SELECT name FROM stored_file WHERE is_active",
                ["report.pdf"]
            ),
            Fact("every token ends", "SELECT name FROM service_token WHERE expires_at IS NULL"),
            Fact(
                "products are sorted by their Arabic names until their keys are made anew",
                """
                SELECT sku FROM product
                 WHERE sort_name_ku <> sort_name OR sort_name_en <> sort_name OR COALESCE(search_old, 0) <> 1
                """
            ),
            Fact(
                "products are found by the words they had",
                """
                SELECT p.sku FROM product p WHERE \
                \(pg: "product_words(p.search_text) @@ CAST('''anbar''' AS tsquery)",
                  sqlite: "p.document IN (SELECT rowid FROM product_search WHERE product_search MATCH '\"anbar\"')")
                """,
                ["FUR-RICE-5"]
            ),
        ]
    )
}
