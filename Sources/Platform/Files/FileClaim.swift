import Kernel
import Web

/// The claim about a file: its name and its declared type.
struct FileClaim: Sendable {
    let name: String
    /// Type and subtype in lower case; nil without a declared type.
    let mediaType: String?

    init(name: String, mediaType: String?) {
        self.name = name
        self.mediaType = mediaType.flatMap { Self.saysNothing($0) ? nil : $0 }
    }

    /// Whether a type is a placeholder, such as `binary/octet-stream`, `application/force-download` or `unknown`.
    ///
    /// Types of text, images, sound and the like are statements; other unknown types come from clients without any
    /// knowledge.
    fileprivate static func saysNothing(_ mediaType: String) -> Bool {
        guard MediaType(declared: mediaType) == nil else { return false }
        let halves = mediaType.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let sort = halves.first, !mediaType.contains("*") else { return true }
        return mediaType == "text/plain"
            || !["text", "image", "audio", "video", "font", "model"].contains(sort)
    }

    /// Refuses a declared type outside the rules before a byte is read.
    func refuseEarly(_ rules: FileRules) throws {
        guard let mediaType, let declared = MediaType(declared: mediaType) else { return }
        guard rules.types.contains(declared) else { throw Problem(.unsupportedMediaType) }
    }

    /// Refuses a file whose real type contradicts its name or its declared type.
    func refuse(unless type: MediaType) throws(Problem) {
        if let mediaType, MediaType(declared: mediaType) != type { throw mismatch(type) }
        if let named = MediaType(endingOf: name), named != type { throw mismatch(type) }
    }

    /// The name, with the usual extension when its own says nothing about the type.
    func name(as type: MediaType) -> String {
        guard MediaType(endingOf: name) == nil, let ending = type.endings.first else { return name }
        return "\(name).\(ending)"
    }

    private func mismatch(_ type: MediaType) -> Problem {
        Problem(.fileMismatch, extras: ["found": .string(type.rawValue)])
    }
}

/// The type of an announced file, as its sender writes it.
///
/// Any name of a known type, or a placeholder that leaves the decision to the extension of the file name.
package struct ClaimedType: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        let essence = mediaTypeEssence(text)
        if let type = MediaType(declared: essence) { return type.rawValue }
        guard FileClaim.saysNothing(essence) else { throw .unknownType }
        return unsaid
    }

    package static let rule = TextRule(
        length: 0...255,
        example: MediaType.pdf.rawValue,
        description:
            "One of \(MediaType.documents.map { "`\($0.rawValue)`" }.joined(separator: ", ")), or a common alias of one of them. "
            + "With `\(unsaid)`, the extension of the file name decides."
    )

    private static let unsaid = "application/octet-stream"

    func type(named name: String) -> MediaType? {
        MediaType(declared: rawValue) ?? MediaType(endingOf: name)
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let unknownType = Refusal("unknown_media_type", ["en": "is not an accepted file type", "it": "non è un tipo di file accettato", "ar": "ليس نوع ملف مقبولاً", "ku": "جۆرێکی وەرگیراوی فایل نییە"])
}

extension FileRules {
    /// Runs `body`; a refusal of the file lists the accepted types, in words and as the member `accepted`.
    func listingAcceptedTypes<R>(_ body: () async throws -> R) async throws -> R {
        do { return try await body() } catch let problem as Problem {
            throw listingAcceptedTypes(in: problem)
        }
    }

    package func listingAcceptedTypes(in problem: Problem) -> Problem {
        guard Self.refusals.contains(problem.code) else { return problem }
        var problem = problem
        problem.extras["accepted"] = .array(types.map { .string($0.rawValue) })
        problem.extras["max_bytes"] = .integer(Int64(maxBytes))
        problem.detail = Self.accepted(types.map(\.word).joined(separator: ", "), after: problem.detail)
        return problem
    }

    private static let refusals: Set<Problem.Code> = [
        .unsupportedMediaType, .tooLarge, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive,
        .fileMismatch,
    ]

    private static func accepted(_ words: String, after detail: LocalizedText?) -> LocalizedText {
        let before = { (language: Language) in detail.map { $0.text(in: language) + " " } ?? "" }
        return [
            "en": "\(before("en"))Accepted file types: \(words).",
            "it": "\(before("it"))Tipi di file accettati: \(words).",
            "ar": "\(before("ar"))أنواع الملفات المقبولة: \(words).",
            "ku": "\(before("ku"))جۆرە وەرگیراوەکانی فایل: \(words).",
        ]
    }
}

extension LocalizedText {
    /// Advice on removing the active content of a PDF.
    static let printAnew: LocalizedText = [
        "en":
            "The PDF contains code that runs when it is opened. Open it, choose “Print” and “Save as PDF”, and upload the new file.",
        "it":
            "Il PDF contiene codice che viene eseguito all'apertura. Aprirlo, scegliere “Stampa” e “Salva come PDF”, e caricare il nuovo file.",
        "ar":
            "يحتوي ملف PDF على تعليمات برمجية تعمل عند فتحه. افتحه واختر «طباعة» ثم «حفظ بصيغة PDF»، وارفع الملف الجديد.",
        "ku":
            "فایلی PDFەکە کۆدێکی تێدایە کە لە کاتی کردنەوەدا کار دەکات. بیکەرەوە، «چاپکردن» و «پاشەکەوتکردن وەک PDF» هەڵبژێرە، و فایلە نوێیەکە باربکە.",
    ]
}
