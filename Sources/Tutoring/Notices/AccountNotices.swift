import Kernel
import Platform

// Messages about accounts.
// swift-format-ignore
extension NoticeTemplate {
    static let accountsNotices: [NoticeTemplate] = [roleChanged, accountDeactivated, accountActivated]

    static let roleChanged = tutoring("account.role",
        subject: ["it": "Il tuo ruolo è cambiato", "en": "Your role has changed"],
        [
            "it": """
            Un amministratore ha cambiato il tuo ruolo in {{role}}. Accedi di nuovo.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator changed your role to {{role}}. Please log in again.

            Reason: {{reason}}
            """,
        ], preview: ["role": "tutor"])

    static let accountDeactivated = tutoring("account.deactivated",
        subject: ["it": "Il tuo account è disattivato", "en": "Your account is deactivated"],
        [
            "it": """
            Un amministratore ha disattivato il tuo account.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator deactivated your account.

            Reason: {{reason}}
            """,
        ])

    static let accountActivated = tutoring("account.activated",
        subject: ["it": "Il tuo account è di nuovo attivo", "en": "Your account is active again"],
        [
            "it": """
            Un amministratore ha riattivato il tuo account.

            Nota: {{reason}}
            """,
            "en": """
            An administrator activated your account again.

            Note: {{reason}}
            """,
        ])
}
