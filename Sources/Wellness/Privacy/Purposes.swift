import Platform

// Consents that people can give in addition to the privacy policy and the terms; the texts are in ``policies``.
extension Consent.Purpose {
    /// To keep a diary of the person's wellbeing: health data (GDPR, article 9).
    static let diary = Self(rawValue: "diary")
    /// To score questionnaires about the person's wellbeing: health data (GDPR, article 9).
    static let assessments = Self(rawValue: "assessments")
    /// To count the person in the anonymous figures of their organisation.
    static let aggregation = Self(rawValue: "aggregation")
    /// To remind the person of the diary.
    static let reminders = Self(rawValue: "reminders")
    /// To invite the person back after some days without an entry.
    static let nudges = Self(rawValue: "nudges")
    /// To mail the person when the weekly summary is ready.
    static let weeklyMail = Self(rawValue: "weekly_mail")
}
