import Platform

extension Feature {
    /// The texts of the messages that no other feature declares.
    static let notices = Feature(templates: noticeTemplates)
}

private let noticeTemplates: [NoticeTemplate] =
    NoticeTemplate.moneyNotices + NoticeTemplate.learningNotices + NoticeTemplate.tutorsNotices
    + NoticeTemplate.accountsNotices
