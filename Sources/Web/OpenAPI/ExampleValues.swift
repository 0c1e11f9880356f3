import Kernel

/// Values that look real, by the names of members: the schema of a member decides whether the value is taken.
enum ExampleValues {
    static func text(named name: String, _ rule: TextRule) -> String? {
        guard rule.entity == nil else { return nil }
        if rule.format == "date-time" { return accepted(moments[name] ?? moments[lastWord(of: name)], rule) }
        if rule.format == "date" { return accepted(days[name] ?? days[lastWord(of: name)], rule) }
        guard rule.hasNoExampleOfItsOwn else { return nil }
        return accepted(texts[name], rule) ?? accepted(texts[lastWord(of: name)], rule)
    }

    static func number(named name: String) -> Int? {
        numbers[name] ?? numbers[lastWord(of: name)]
    }

    /// `title` of `company_title`.
    private static func lastWord(of name: String) -> String {
        String(name.split(separator: "_").last ?? "")
    }

    private static func accepted(_ text: String?, _ rule: TextRule) -> String? {
        guard let text, Schema.text(rule).faults(in: .string(text)).isEmpty else { return nil }
        return text
    }

    // swift-format-ignore
    private static let texts = [
        "access_token":   "eyJhbGciOiJFUzI1NiIsImtpZCI6IjIwMjYtMDMifQ.eyJzdWIiOiIwMTkzNGE1YiJ9.c2lnbmF0dXJl",
        "account_code":   "RSSGLI85D52H501N",
        "action":         "account.update",
        "address":        "12 Station Road",
        "agent":          "Mozilla/5.0 (X11; Linux x86_64) Firefox/148.0",
        "alg":            "ES256",
        "answer":         "Your documents have arrived. We are checking them now.",
        "ar":             "مثال",
        "body":           "The office is closed on 1 May.",
        "city":           "Baghdad",
        "code":           "SPRING26",
        "crv":            "P-256",
        "customer_code":  "RSSGLI85D52H501N",
        "description":    "Open Monday to Friday, without an appointment.",
        "detail":         "The date lies in the past.",
        "device":         "Firefox on Linux",
        "driver_name":    "Karim Hassan",
        "email":          "giulia.rossi@example.com",
        "en":             "Example text",
        "first_name":     "Giulia",
        "it":             "Testo di esempio",
        "key":            "opening_hours",
        "kid":            "2026-03",
        "kty":            "EC",
        "ku":             "نموونە",
        "label":          "Warehouse",
        "landmark":       "Opposite the central station",
        "last_name":      "Rossi",
        "locale":         "en",
        "location":       "12 Station Road, first floor",
        "media_type":     "application/pdf",
        "message":        "The link was sent.",
        "name":           "Giulia Rossi",
        "note":           "Please call before noon.",
        "operating_system": "Linux",
        "phone":          "+390612345678",
        "plan_code":      "family",
        "pointer":        "/sections/household/0",
        "policy_version": "2026-01",
        "purpose":        "Nightly export",
        "purpose_code":   "family",
        "reason":         "The document is not legible.",
        "recipient":      "Giulia Rossi",
        "refresh_token":  "8d1f3c5e9a7b4d2f8c6e0a1b3d5f7092",
        "sha256":         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "shop_name":      "Corner Market",
        "sku":            "TEA-500",
        "street":         "12 Station Road",
        "subject":        "Your appointment on 2 March",
        "text":           "When does the office open?",
        "title":          "Opening hours",
        "token":          "4f9c2a7e1b8d3065",
        "token_type":     "Bearer",
        "unit":           "kg",
        "uri":            "otpauth://totp/Portico:giulia.rossi@example.com?secret=JBSWY3DPEHPK3PXP",
        "url":            "https://example.com/hooks",
        "use":            "sig",
    ]

    /// Moments and days; each end is later than its beginning.
    private static let moments = [
        "at": "2026-03-02T09:30:00Z", "since": "2026-03-02T09:30:00Z", "from": "2026-03-01T00:00:00Z",
        "start": "2026-03-01T00:00:00Z", "starts_at": "2026-03-09T09:00:00Z",
        "ends_at": "2026-03-09T09:30:00Z", "until": "2026-04-01T00:00:00Z", "end": "2026-04-01T00:00:00Z",
        "expires_at": "2026-04-01T00:00:00Z", "due_at": "2026-03-16T17:00:00Z",
        "created_at": "2026-03-02T09:00:00Z", "updated_at": "2026-03-02T09:30:00Z",
    ]

    private static let days = [
        "date": "2026-03-09", "day": "2026-03-09", "from": "2026-03-01", "since": "2026-03-01",
        "on": "2026-03-16", "until": "2026-03-31", "to": "2026-03-31", "birth_date": "1985-06-15",
    ]

    private static let numbers = [
        "cents": 12_500, "amount": 25_000, "price": 12_500, "total": 42, "quantity": 12, "stock": 80,
        "percent": 10, "percentage": 10, "points": 500, "minutes": 30, "seconds": 900, "days": 14,
        "hours": 24, "year": 2025, "size": 48_213, "subtotal": 40_000, "discount": 2_500, "fee": 5_000,
        "commission": 1_500, "version": 3, "capacity": 20, "expires_in": 900, "latitude": 33, "longitude": 44,
    ]
}

extension TextRule {
    /// Whether it has none, or the one of every free text.
    fileprivate var hasNoExampleOfItsOwn: Bool {
        guard let example else { return true }
        return example.hasPrefix(Self.anyText) || Self.anyText.hasPrefix(example)
    }
}
