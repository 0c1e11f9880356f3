/// A refusal: the one way to say no to a caller.
///
/// Rendered at the edge as RFC 9457 `application/problem+json`.
///
/// Anything else that is thrown is a fault of ours and answers 500 without a detail.
public struct Problem: Error, Sendable {
    public let code: Code
    public var detail: LocalizedText?
    public var faults: [Fault]
    /// Members beside the standard ones, such as the transitions that would be allowed.
    public var extras: [String: JSONValue]
    /// Whole seconds after which it makes sense to try again.
    public var retryAfter: Int?

    public init(
        _ code: Code,
        _ detail: LocalizedText? = nil,
        faults: [Fault] = [],
        extras: [String: JSONValue] = [:],
        retryAfter: Int? = nil
    ) {
        self.code = code
        self.detail = detail
        self.faults = faults
        self.extras = extras
        self.retryAfter = retryAfter
    }

    /// One thing that is wrong with the request, and where.
    public struct Fault: Sendable, Equatable {
        /// A JSON pointer (RFC 6901) into the body, or `query/<name>`, `path/<name>`, `header/<name>`.
        public var pointer: String
        public var refusal: Refusal

        public init(_ pointer: String, _ refusal: Refusal) {
            self.pointer = pointer
            self.refusal = refusal
        }
    }

    /// One way of saying no: a stable name, the status, the words.
    ///
    /// All of them stand in tables, so they can be listed.
    public struct Code: Sendable {
        public let name: String
        public let status: Int
        public let title: LocalizedText

        public init(_ name: String, _ status: Int, _ title: LocalizedText) {
            self.name = name
            self.status = status
            self.title = title
        }
    }
}

extension Problem: CustomStringConvertible {
    /// For the terminal and the log, in English.
    public var description: String {
        let said = [code.title, detail].compactMap { $0?.text(in: .english) }
        let faults = faults.map { "\($0.pointer) \($0.refusal.message.text(in: .english))" }
        return said.joined(separator: " ") + faults.map { "\n  - \($0)" }.joined()
    }
}

extension Problem {
    /// Makes all `checks`, and throws what they find as one.
    public static func gather(_ checks: (() throws -> Void)...) throws {
        var faults: [Fault] = []
        for check in checks {
            do {
                try check()
            } catch let problem as Problem where problem.code == .invalid {
                faults += problem.faults
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension Problem.Code: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

// The refusals of the house, whatever the product.
// swift-format-ignore
extension Problem.Code {
    public static let malformed            = Self("malformed", 400, ["en": "The request is malformed.", "it": "La richiesta è malformata.", "ar": "الطلب غير سليم.", "ku": "داواکارییەکە دروست نییە."])
    public static let unauthenticated      = Self("unauthenticated", 401, ["en": "Authentication is required.", "it": "È richiesta l'autenticazione.", "ar": "يلزم تسجيل الدخول.", "ku": "پێویستە بچیتە ژوورەوە."])
    public static let forbidden            = Self("forbidden", 403, ["en": "You may not do this.", "it": "Operazione non consentita.", "ar": "لا يحق لك فعل هذا.", "ku": "مافی ئەم کارەت نییە."])
    public static let notFound             = Self("not_found", 404, ["en": "There is no such thing here.", "it": "Risorsa non trovata.", "ar": "لا يوجد شيء كهذا هنا.", "ku": "شتی وا لێرە نییە."])
    public static let methodNotAllowed     = Self("method_not_allowed", 405, ["en": "The method is not allowed here.", "it": "Metodo non consentito.", "ar": "هذه الطريقة غير مسموحة هنا.", "ku": "ئەم شێوازە لێرە ڕێگەپێنەدراوە."])
    public static let notAcceptable        = Self("not_acceptable", 406, ["en": "No acceptable representation exists.", "it": "Nessuna rappresentazione accettabile.", "ar": "لا توجد صيغة مقبولة.", "ku": "شێوەیەکی پەسەندکراو نییە."])
    public static let timedOut             = Self("request_timeout", 408, ["en": "The request took too long to arrive.", "it": "La richiesta ha impiegato troppo tempo.", "ar": "استغرق وصول الطلب وقتاً طويلاً.", "ku": "گەیشتنی داواکارییەکە زۆری خایاند."])
    public static let conflict             = Self("conflict", 409, ["en": "The request conflicts with the current state.", "it": "La richiesta è in conflitto con lo stato attuale.", "ar": "يتعارض الطلب مع الحالة الراهنة.", "ku": "داواکارییەکە لەگەڵ دۆخی ئێستادا ناکۆکە."])
    public static let stale                = Self("stale", 412, ["en": "Someone changed this first.", "it": "Qualcun altro ha modificato la risorsa prima.", "ar": "غيّر شخص آخر هذا قبلك.", "ku": "کەسێکی تر پێش تۆ ئەمەی گۆڕی."])
    public static let tooLarge             = Self("too_large", 413, ["en": "The body is too large.", "it": "Il corpo della richiesta è troppo grande.", "ar": "حجم الطلب كبير جداً.", "ku": "قەبارەی داواکارییەکە زۆر گەورەیە."])
    public static let unsupportedMediaType = Self("unsupported_media_type", 415, ["en": "The content type is not supported.", "it": "Tipo di contenuto non supportato.", "ar": "نوع المحتوى غير مدعوم.", "ku": "جۆری ناوەڕۆک پشتگیری ناکرێت."])
    public static let invalid              = Self("invalid", 422, ["en": "The request has invalid values.", "it": "La richiesta contiene valori non validi.", "ar": "في الطلب قيم غير صالحة.", "ku": "داواکارییەکە نرخی نادروستی تێدایە."])
    public static let upgradeRequired      = Self("upgrade_required", 426, ["en": "This is a WebSocket.", "it": "Questa operazione è un WebSocket.", "ar": "هذه العملية عبر WebSocket.", "ku": "ئەمە بە WebSocket دەبێت."])
    public static let preconditionRequired = Self("precondition_required", 428, ["en": "This operation needs an If-Match header.", "it": "L'operazione richiede l'intestazione If-Match.", "ar": "تحتاج هذه العملية إلى الترويسة If-Match.", "ku": "ئەم کردارە سەردێڕی If-Matchی پێویستە."])
    public static let tooManyRequests      = Self("too_many_requests", 429, ["en": "Too many requests.", "it": "Troppe richieste.", "ar": "طلبات كثيرة جداً.", "ku": "داواکاری زۆر زۆرن."])
    public static let headersTooLarge      = Self("headers_too_large", 431, ["en": "The headers are too large.", "it": "Le intestazioni sono troppo grandi.", "ar": "الترويسات كبيرة جداً.", "ku": "سەردێڕەکان زۆر گەورەن."])
    public static let internalError        = Self("internal_error", 500, ["en": "Something went wrong on our side.", "it": "Si è verificato un errore interno.", "ar": "حدث خطأ من جهتنا.", "ku": "هەڵەیەک لای ئێمە ڕوویدا."])
    public static let overloaded           = Self("overloaded", 503, ["en": "The server is busy; try again shortly.", "it": "Il server è occupato; riprovare tra poco.", "ar": "الخادم مشغول؛ أعد المحاولة بعد قليل.", "ku": "سێرڤەر سەرقاڵە؛ کەمێکی تر هەوڵ بدەوە."])
    public static let unavailable          = Self("unavailable", 503, ["en": "Something this needs is away; try again later.", "it": "Un servizio necessario non risponde; riprovare più tardi.", "ar": "خدمة لازمة غير متاحة؛ أعد المحاولة لاحقاً.", "ku": "خزمەتگوزارییەکی پێویست لەبەردەست نییە؛ دواتر هەوڵ بدەوە."])
}
