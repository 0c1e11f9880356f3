/// A refusal: the only way to reject a request.
///
/// Rendered at the edge as RFC 9457 `application/problem+json`.
///
/// Any other error is an internal one and answers 500 without details.
public struct Problem: Error, Sendable {
    public let code: Code
    public var detail: LocalizedText?
    public var faults: [Fault]
    /// Members in addition to the standard ones, such as the allowed transitions.
    public var extras: [String: JSONValue]
    /// Whole seconds after which a retry makes sense.
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

    /// One fault of the request, with its location.
    public struct Fault: Sendable, Equatable {
        /// A JSON pointer (RFC 6901) into the body, or `query/<name>`, `path/<name>`, `header/<name>`.
        public var pointer: String
        public var refusal: Refusal

        public init(_ pointer: String, _ refusal: Refusal) {
            self.pointer = pointer
            self.refusal = refusal
        }
    }

    /// A kind of refusal: a stable name, a status and a title.
    ///
    /// All of them are declared in tables, so they can be listed.
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
    /// Runs all `checks`, and throws their faults as one problem.
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

// The refusals that all products share.
// swift-format-ignore
extension Problem.Code {
    public static let malformed            = Self("malformed", 400, ["en": "The request is malformed.", "it": "La richiesta è malformata.", "ar": "الطلب غير سليم.", "ku": "داواکارییەکە دروست نییە."])
    public static let unauthenticated      = Self("unauthenticated", 401, ["en": "Authentication is required.", "it": "È richiesta l'autenticazione.", "ar": "يلزم تسجيل الدخول.", "ku": "پێویستە بچیتە ژوورەوە."])
    public static let forbidden            = Self("forbidden", 403, ["en": "You are not allowed to do this.", "it": "Operazione non consentita.", "ar": "غير مسموح لك بتنفيذ هذه العملية.", "ku": "مۆڵەتی ئەم کردارەت نییە."])
    public static let notFound             = Self("not_found", 404, ["en": "The resource was not found.", "it": "Risorsa non trovata.", "ar": "لم يُعثر على المورد المطلوب.", "ku": "سەرچاوەی داواکراو نەدۆزرایەوە."])
    public static let methodNotAllowed     = Self("method_not_allowed", 405, ["en": "The method is not allowed here.", "it": "Metodo non consentito.", "ar": "هذه الطريقة غير مسموحة هنا.", "ku": "ئەم شێوازە لێرە ڕێگەپێنەدراوە."])
    public static let notAcceptable        = Self("not_acceptable", 406, ["en": "There is no acceptable representation.", "it": "Nessuna rappresentazione accettabile.", "ar": "لا توجد صيغة مقبولة.", "ku": "شێوەیەکی پەسەندکراو نییە."])
    public static let timedOut             = Self("request_timeout", 408, ["en": "The request took too long to arrive.", "it": "La richiesta ha impiegato troppo tempo ad arrivare.", "ar": "استغرق وصول الطلب وقتاً طويلاً.", "ku": "گەیشتنی داواکارییەکە زۆری خایاند."])
    public static let conflict             = Self("conflict", 409, ["en": "The request conflicts with the current state.", "it": "La richiesta è in conflitto con lo stato attuale.", "ar": "يتعارض الطلب مع الحالة الراهنة.", "ku": "داواکارییەکە لەگەڵ دۆخی ئێستادا ناکۆکە."])
    public static let stale                = Self("stale", 412, ["en": "Someone else changed this in the meantime.", "it": "Nel frattempo la risorsa è stata modificata da qualcun altro.", "ar": "عدّل شخص آخر هذا المورد في هذه الأثناء.", "ku": "لەم نێوەندەدا کەسێکی تر ئەمەی گۆڕیوە."])
    public static let tooLarge             = Self("too_large", 413, ["en": "The request body is too large.", "it": "Il corpo della richiesta è troppo grande.", "ar": "حجم الطلب كبير جداً.", "ku": "قەبارەی داواکارییەکە زۆر گەورەیە."])
    public static let unsupportedMediaType = Self("unsupported_media_type", 415, ["en": "The content type is not supported.", "it": "Tipo di contenuto non supportato.", "ar": "نوع المحتوى غير مدعوم.", "ku": "جۆری ناوەڕۆک پشتگیری ناکرێت."])
    public static let invalid              = Self("invalid", 422, ["en": "The request contains invalid values.", "it": "La richiesta contiene valori non validi.", "ar": "في الطلب قيم غير صالحة.", "ku": "داواکارییەکە بەهای نادروستی تێدایە."])
    public static let upgradeRequired      = Self("upgrade_required", 426, ["en": "This operation requires a WebSocket connection.", "it": "Questa operazione richiede una connessione WebSocket.", "ar": "تتطلب هذه العملية اتصال WebSocket.", "ku": "ئەم کردارە پەیوەندی WebSocketی پێویستە."])
    public static let preconditionRequired = Self("precondition_required", 428, ["en": "This operation requires an If-Match header.", "it": "L'operazione richiede l'intestazione If-Match.", "ar": "تتطلب هذه العملية الترويسة If-Match.", "ku": "ئەم کردارە سەردێڕی If-Matchی پێویستە."])
    public static let tooManyRequests      = Self("too_many_requests", 429, ["en": "Too many requests.", "it": "Troppe richieste.", "ar": "طلبات كثيرة جداً.", "ku": "ژمارەی داواکارییەکان زۆرە."])
    public static let headersTooLarge      = Self("headers_too_large", 431, ["en": "The headers are too large.", "it": "Le intestazioni sono troppo grandi.", "ar": "الترويسات كبيرة جداً.", "ku": "سەردێڕەکان زۆر گەورەن."])
    public static let internalError        = Self("internal_error", 500, ["en": "Something went wrong on our side.", "it": "Si è verificato un errore interno.", "ar": "حدث خطأ من جهتنا.", "ku": "هەڵەیەک لای ئێمە ڕوویدا."])
    public static let overloaded           = Self("overloaded", 503, ["en": "The server is busy; try again shortly.", "it": "Il server è occupato; riprovare tra poco.", "ar": "الخادم مشغول؛ أعد المحاولة بعد قليل.", "ku": "سێرڤەر سەرقاڵە؛ کەمێکی تر هەوڵ بدەرەوە."])
    public static let unavailable          = Self("unavailable", 503, ["en": "A required service is unavailable; try again later.", "it": "Un servizio necessario non è disponibile; riprovare più tardi.", "ar": "خدمة لازمة غير متاحة؛ أعد المحاولة لاحقاً.", "ku": "خزمەتگوزارییەکی پێویست بەردەست نییە؛ دواتر هەوڵ بدەرەوە."])
}
