import Kernel
import Web

/// What people may ask about their data: what they agreed to, a copy, the end of it; and how long it stays.
enum Privacy {
    static var routes: [Route] {
        (ConsentRoutes.routes + ExportRoutes.routes
            + ErasureRoutes.routes + LegalHoldRoutes.routes
            + RetentionRoutes.routes).tagged("Privacy")
    }

    static let jobs: [any Job.Type] = [ApplyRetention.self]

    static let schedules: [Schedule] = [Daily("privacy.retention", at: "03:30", in: .utc, ApplyRetention())]

    static let problems: [Problem.Code] = [.erasureHeld, .holdLifted]
}

extension Permission {
    /// To erase people, hold their data, and see the retention schedule.
    package static let privacyManage = Permission("privacy.manage")
}

// swift-format-ignore
extension Problem.Code {
    package static let erasureHeld = Self("privacy.erasure_held", 409, ["en": "The law requires that this account stay for now.", "it": "La legge impone di conservare per ora questo account.", "ar": "يوجب القانون بقاء هذا الحساب حالياً.", "ku": "یاسا داوا دەکات ئەم هەژمارە ئێستا بمێنێتەوە."])
    package static let holdLifted  = Self("privacy.hold_lifted", 409, ["en": "The hold has been lifted already.", "it": "Il vincolo è già stato rimosso.", "ar": "رُفع الحجز من قبل.", "ku": "ڕاگرتنەکە پێشتر لابراوە."])
}
