import Kernel
import Store

extension Feature {
    /// Accounts of payees at the provider and transfers to them, for products with a ``TransferPolicy``.
    package static let connect = Feature(
        migrations: Connect.migrations,
        jobs: [
            ReadConnectedAccount.self, WatchConnect.self, SendTransfer.self, ReadTransfer.self,
            SendReversal.self,
        ],
        schedules: [Every("connect.watch", .minutes(30), WatchConnect())],
        personalData: [Connect.personalData],
        impersonalTables: [
            ImpersonalTable("transfer", "orders to move money to payees"),
            ImpersonalTable("transfer_reversal", "orders to take transfers back"),
        ]
    )
}

extension Connect {
    fileprivate static let personalData = PersonalData(
        "connected_accounts",
        [
            "en": "Account for payouts", "it": "Conto per i pagamenti ricevuti", "ar": "حساب المدفوعات",
            "ku": "هەژماری پارەدان",
        ],
        tables: ["connected_account"],
        rows: { "connected_account a WHERE a.account_id = \($0)" },
        export: .init(
            by: "a.id",
            .text("country", "a.country"),
            .text("reference", "a.reference"),
            .bool("is_ready", "a.is_ready"),
            .instant("created_at", "a.created_at")
        ),
        erasure: .delete(because: [
            "en": "No longer needed after the deletion of the account (GDPR art. 17(1)(a)).",
            "it": "Non più necessario dopo la cancellazione dell'account (GDPR art. 17(1)(a)).",
            "ar": "لم يعد ضرورياً بعد حذف الحساب (GDPR art. 17(1)(a)).",
            "ku": "دوای سڕینەوەی هەژمارەکە پێویست نییە (GDPR art. 17(1)(a)).",
        ]) { account in
            ["DELETE FROM connected_account WHERE account_id = \(account)"]
        }
    )
}
