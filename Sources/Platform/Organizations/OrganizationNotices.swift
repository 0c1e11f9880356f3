import Kernel
import Store

extension NoticeTemplate.Name {
    static let organizationInvitation: Self = "organizations.invitation"
    static let organizationLeft: Self = "organizations.left"
    static let organizationClosing: Self = "organizations.closing"
}

/// The notices to people about their organisation.
enum OrganizationNotices {
    static func notifyLeft(_ membership: Membership, _ tx: borrowing Tx) throws {
        let organization = try Organization.find(membership.organization, tx)
        let notice = Notice(
            template: .organizationLeft,
            values: ["organization": organization.name.rawValue]
        )
        try Notifications.notify(membership.account, notice, tx)
    }

    /// Notifies every member once when the closing begins, and once more before the end.
    static func notifyClosing(_ organization: Organization, isWarning: Bool, _ tx: borrowing Tx) throws {
        guard let end = organization.closesAt else { return }
        let isMember: SQL = """
            EXISTS (SELECT 1 FROM membership m
                     WHERE m.account_id = a.id AND m.organization_id = \(organization.id) AND m.state <> 'left')
            """
        let day = organization.zone.civil(end).date
        try Notifications.notify(Recipients(where: isMember), tx) { language in
            Notice(
                template: .organizationClosing,
                values: [
                    "organization": organization.name.rawValue, "day": LocalFormat.of(language).day(day),
                ],
                key: "\(organization.id) \(end)\(isWarning ? " warning" : "")"
            )
        }
    }

    static let templates: [NoticeTemplate] = [
        NoticeTemplate(
            .organizationInvitation,
            .security,
            channels: [.email],
            subject: [
                "en": "{{organization}} invites you to {{site}}",
                "it": "{{organization}} la invita su {{site}}",
                "ar": "{{organization}} تدعوك إلى {{site}}",
                "ku": "{{organization}} بانگهێشتت دەکات بۆ {{site}}",
            ],
            body: [
                "en":
                    "You have been invited to join {{organization}} on {{site}}. Follow this link within a week:\n\n{{link}}\n\nIf you have an account with this address, log in to accept. Otherwise the link opens one. If you are not expecting this, you do not need to do anything.",
                "it":
                    "È stato invitato a far parte di {{organization}} su {{site}}. Segua questo link entro una settimana:\n\n{{link}}\n\nSe ha già un account con questo indirizzo, acceda per accettare. Altrimenti il link ne crea uno. Se non si aspettava questo messaggio, non deve fare nulla.",
                "ar":
                    "تلقيت دعوة للانضمام إلى {{organization}} على {{site}}. اتبع هذا الرابط خلال أسبوع:\n\n{{link}}\n\nإن كان لك حساب بهذا البريد فسجّل الدخول للقبول، وإلا فإن الرابط يفتح لك حساباً. إن لم تكن تنتظر هذه الرسالة فلا حاجة إلى أي إجراء.",
                "ku":
                    "بانگهێشت کرایت بۆ پەیوەندیکردن بە {{organization}} لە {{site}}. لە ماوەی هەفتەیەکدا ئەم بەستەرە بکەرەوە:\n\n{{link}}\n\nئەگەر هەژمارێکت بەم ئیمەیڵە هەیە، بچۆ ژوورەوە بۆ پەسەندکردن. ئەگینا بەستەرەکە هەژمارێک دەکاتەوە. ئەگەر چاوەڕوانی ئەمە نیت، پێویست ناکات هیچ بکەیت.",
            ],
            preview: [
                "site": "Desk", "organization": "Aurora",
                "link": "https://desk.example/accept-invitation?lang=en&token=Zm9v",
            ],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .organizationLeft,
            .service,
            subject: [
                "en": "You are no longer a member of {{organization}}",
                "it": "Non fa più parte di {{organization}}",
                "ar": "لم تعد عضواً في {{organization}}",
                "ku": "چیتر ئەندامی {{organization}} نیت",
            ],
            body: [
                "en":
                    "Your membership of {{organization}} has ended. You keep your account and your data.",
                "it":
                    "La sua appartenenza a {{organization}} è terminata. Il suo account e i suoi dati restano a sua disposizione.",
                "ar": "انتهت عضويتك في {{organization}}. يبقى حسابك مع كل ما يخصك.",
                "ku":
                    "ئەندامێتیت لە {{organization}} کۆتایی هات. هەژمارەکەت دەمێنێتەوە، لەگەڵ هەموو ئەوەی هی خۆتە.",
            ],
            preview: ["organization": "Aurora"]
        ),
        NoticeTemplate(
            .organizationClosing,
            .service,
            subject: [
                "en": "{{organization}} closes on {{day}}",
                "it": "{{organization}} chiude il {{day}}",
                "ar": "{{organization}} تُغلق في {{day}}",
                "ku": "{{organization}} لە {{day}} دادەخرێت",
            ],
            body: [
                "en":
                    "{{organization}} closes on {{day}}. Your membership ends on that day. You keep your account and your data.",
                "it":
                    "{{organization}} chiude il {{day}}. In quel giorno termina la sua appartenenza. Il suo account e i suoi dati restano a sua disposizione.",
                "ar":
                    "تُغلق {{organization}} في {{day}}، وتنتهي عضويتك في ذلك اليوم. يبقى حسابك مع كل ما يخصك.",
                "ku":
                    "{{organization}} لە {{day}} دادەخرێت، و ئەندامێتیت لەو ڕۆژەدا کۆتایی دێت. هەژمارەکەت دەمێنێتەوە، لەگەڵ هەموو ئەوەی هی خۆتە.",
            ],
            preview: ["organization": "Aurora", "day": "2026-12-24"]
        ),
    ]
}
