import Kernel
import Platform
import Store

/// Figures are erased when the consent to their entries or answers is withdrawn.
let scoreWithdrawal = withdrawal(of: .diary, erasing: "wellness_score")
let weeklyWithdrawal = withdrawal(of: .diary, erasing: "weekly_summary")
let assessmentWithdrawal = withdrawal(of: .assessments, erasing: "assessment")

/// A table from which all rows of a person are erased.
private func withdrawal(of purpose: Consent.Purpose, erasing table: SQL) -> ConsentWithdrawal {
    ConsentWithdrawal(
        of: purpose,
        whileThereIs: { "EXISTS (SELECT 1 FROM \(table) t WHERE t.account_id = \($0))" },
        erases: { account, _ in ["DELETE FROM \(table) WHERE account_id = \(account)"] }
    )
}
