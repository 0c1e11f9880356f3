import Kernel

extension NoticeTemplate.Name {
    static let passwordReset: Self = "accounts.password_reset"
    static let passwordChanged: Self = "accounts.password_changed"
    static let emailToVerify: Self = "accounts.verify_email"
    static let alreadyRegistered: Self = "accounts.already_registered"
    static let newEmailToVerify: Self = "accounts.verify_new_email"
    static let emailChangeAsked: Self = "accounts.email_change_asked"
    static let emailChanged: Self = "accounts.email_changed"
    static let newDevice: Self = "accounts.new_device"
    static let secondFactorOn: Self = "accounts.second_factor_on"
    static let secondFactorOff: Self = "accounts.second_factor_off"
    static let recoveryCodeUsed: Self = "accounts.recovery_code_used"
    static let invitation: Self = "accounts.invitation"
    static let phoneCode: Self = "accounts.phone_code"
}

extension Accounts {
    /// What people are told about their accounts.
    static let templates: [NoticeTemplate] = mailed + told + [texted]

    private static let texted = NoticeTemplate(
        .phoneCode,
        .security,
        channels: [.sms],
        subject: ["en": "Your code", "it": "Il suo codice", "ar": "رمزك", "ku": "کۆدەکەت"],
        body: [
            "en": "{{code}} is your code for {{site}}, for five minutes. Tell it to nobody.",
            "it": "{{code}} è il suo codice per {{site}}, per cinque minuti. Non lo dica a nessuno.",
            "ar": "{{code}} رمزك في {{site}}، صالح لخمس دقائق. لا تخبر به أحداً.",
            "ku": "{{code}} کۆدەکەتە بۆ {{site}}، بۆ پێنج خولەک. بە هیچ کەس مەیڵێ.",
        ],
        preview: ["site": "Desk", "code": "123456"],
        secrets: ["code"]
    )

    private static let link = "https://desk.example/verify-email#token=Zm9v"

    private static let mailed: [NoticeTemplate] = [
        NoticeTemplate(
            .passwordReset,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: a new password", "it": "{{site}}: una nuova password"],
            body: [
                "en":
                    "Someone, hopefully you, asked for a new password. Choose it here within half an hour:\n\n{{link}}\n\nIf it was not you, you need not do anything.",
                "it":
                    "Qualcuno, speriamo lei, ha chiesto una nuova password. La scelga qui entro mezz'ora:\n\n{{link}}\n\nSe non è stato lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .emailToVerify,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: is this your address?", "it": "{{site}}: è il suo indirizzo?"],
            body: [
                "en":
                    "Welcome. Please confirm that this address is yours, and everything is ready:\n\n{{link}}",
                "it": "Benvenuto. Confermi che questo indirizzo è suo, e tutto è pronto:\n\n{{link}}",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .alreadyRegistered,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: you have an account", "it": "{{site}}: lei ha già un account"],
            body: [
                "en":
                    "Someone, hopefully you, wanted to open an account with this address. There is one already: log in, or ask for a new password.\n\nIf it was not you, you need not do anything.",
                "it":
                    "Qualcuno, speriamo lei, voleva aprire un account con questo indirizzo. Ce n'è già uno: acceda, o chieda una nuova password.\n\nSe non è stato lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk"]
        ),
        NoticeTemplate(
            .newEmailToVerify,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: your new address", "it": "{{site}}: il suo nuovo indirizzo"],
            body: [
                "en":
                    "This is to become the address of your account. Confirm it within a day:\n\n{{link}}\n\nIf you did not ask for this, you need not do anything.",
                "it":
                    "Questo diventerà l'indirizzo del suo account. Lo confermi entro un giorno:\n\n{{link}}\n\nSe non lo ha chiesto lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .invitation,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: you are invited", "it": "{{site}}: un invito per lei"],
            body: [
                "en":
                    "Dear {{name}},\n\nyou are invited to work with {{site}}. Choose a password within a week:\n\n{{link}}",
                "it":
                    "Gentile {{name}},\n\nè invitato a lavorare con {{site}}. Scelga una password entro una settimana:\n\n{{link}}",
            ],
            preview: ["site": "Desk", "name": "Marco Verdi", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .emailChangeAsked,
            .security,
            channels: [.email],
            subject: ["en": "{{site}}: a new address", "it": "{{site}}: un nuovo indirizzo"],
            body: [
                "en":
                    "It was asked that {{new_email}} become the address of your account. If it was not you, change your password now.",
                "it":
                    "È stato chiesto che {{new_email}} diventi l'indirizzo del suo account. Se non è stato lei, cambi subito la password.",
            ],
            preview: ["site": "Desk", "new_email": "giulia@example.com"]
        ),
        NoticeTemplate(
            .emailChanged,
            .security,
            channels: [.email],
            subject: ["en": "Your address was changed", "it": "Il suo indirizzo è cambiato"],
            body: [
                "en":
                    "The address of your account is now {{new_email}}; this one no longer opens it. If it was not you, write to us.",
                "it":
                    "L'indirizzo del suo account è ora {{new_email}}; questo non lo apre più. Se non è stato lei, ci scriva.",
            ],
            preview: ["new_email": "giulia@example.com"]
        ),
    ]
}
