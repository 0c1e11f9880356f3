import Kernel
import Platform

// Messages about disputes.
// swift-format-ignore
extension NoticeTemplate {
    static let disputes = [disputeOpened, disputeDecided, disputeOverdue]

    static let disputeOpened = tutoring("dispute.opened",
        subject: ["it": "Contestazione aperta", "en": "Dispute opened"],
        [
            "it": """
            È aperta una contestazione sulla lezione di {{subject}}: {{start}}. Un amministratore la esaminerà.

            {{reason}}
            """,
            "en": """
            A dispute about the lesson of {{subject}} is open: {{start}}. An administrator will look at it.

            {{reason}}
            """,
        ])

    static let disputeDecided = tutoring("dispute.decided",
        subject: ["it": "Contestazione decisa", "en": "Dispute decided"],
        [
            "it": """
            La contestazione sulla lezione di {{subject}} è decisa: {{start}}.

            Torna allo studente: {{share}}
            Motivo: {{reason}}
            """,
            "en": """
            The dispute about the lesson of {{subject}} is decided: {{start}}.

            Comes back to the student: {{share}}
            Reason: {{reason}}
            """,
        ], preview: ["share": "50 %"])

    static let disputeOverdue = tutoring("dispute.overdue",
        subject: ["it": "Contestazione in attesa", "en": "A dispute waits"],
        [
            "it": "Una contestazione tra {{other}} e {{tutor}} aspetta una decisione da troppo tempo.",
            "en": "A dispute between {{other}} and {{tutor}} has waited too long for a decision.",
        ])
}
