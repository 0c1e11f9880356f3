import Kernel
import Store

/// Old numbers with a trunk zero after the country code: `+9640770…` is `+964770…`.
///
/// Where two accounts would then log in with the same number, both stay as they are, and `portico doctor` names them.
package enum TrunkPrefixes {
    static let migration = Migration(
        id: "platform/accounts-trunk-prefixes",
        """
        UPDATE account SET phone_key = substr(phone_key, 1, 3) || substr(phone_key, 5)
         WHERE substr(phone_key, 4, 1) = '0' AND substr(phone_key, 2, 2) IN (
                '20', '27', '31', '32', '33', '40', '41', '43', '44', '46', '49', '51', '53', '54', '55', '57',
                '58', '60', '61', '62', '63', '64', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94',
                '95', '98')
           AND NOT EXISTS (SELECT 1 FROM account o
                            WHERE o.phone_key = substr(account.phone_key, 1, 3) || substr(account.phone_key, 5));
        UPDATE account SET phone_key = substr(phone_key, 1, 4) || substr(phone_key, 6)
         WHERE substr(phone_key, 5, 1) = '0' AND substr(phone_key, 2, 3) IN (
                '211', '212', '213', '218', '231', '232', '233', '234', '243', '249', '250', '251', '252', '254',
                '255', '256', '260', '261', '262', '263', '264', '265', '291', '353', '355', '358', '359', '370',
                '373', '374', '380', '381', '382', '383', '385', '386', '387', '389', '421', '591', '593', '595',
                '598', '855', '856', '880', '886', '961', '962', '963', '964', '966', '967', '970', '971', '972',
                '976', '977', '994', '995', '996')
           AND NOT EXISTS (SELECT 1 FROM account o
                            WHERE o.phone_key = substr(account.phone_key, 1, 4) || substr(account.phone_key, 6));
        UPDATE account SET phone = substr(phone, 1, 3) || substr(phone, 5)
         WHERE (phone_key IS NULL OR phone_key <> phone) AND substr(phone, 4, 1) = '0' AND substr(phone, 2, 2) IN (
                '20', '27', '31', '32', '33', '40', '41', '43', '44', '46', '49', '51', '53', '54', '55', '57',
                '58', '60', '61', '62', '63', '64', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94',
                '95', '98');
        UPDATE account SET phone = substr(phone, 1, 4) || substr(phone, 6)
         WHERE (phone_key IS NULL OR phone_key <> phone) AND substr(phone, 5, 1) = '0' AND substr(phone, 2, 3) IN (
                '211', '212', '213', '218', '231', '232', '233', '234', '243', '249', '250', '251', '252', '254',
                '255', '256', '260', '261', '262', '263', '264', '265', '291', '353', '355', '358', '359', '370',
                '373', '374', '380', '381', '382', '383', '385', '386', '387', '389', '421', '591', '593', '595',
                '598', '855', '856', '880', '886', '961', '962', '963', '964', '966', '967', '970', '971', '972',
                '976', '977', '994', '995', '996');
        UPDATE registration SET phone = substr(phone, 1, 3) || substr(phone, 5)
         WHERE substr(phone, 4, 1) = '0' AND substr(phone, 2, 2) IN (
                '20', '27', '31', '32', '33', '40', '41', '43', '44', '46', '49', '51', '53', '54', '55', '57',
                '58', '60', '61', '62', '63', '64', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94',
                '95', '98');
        UPDATE registration SET phone = substr(phone, 1, 4) || substr(phone, 6)
         WHERE substr(phone, 5, 1) = '0' AND substr(phone, 2, 3) IN (
                '211', '212', '213', '218', '231', '232', '233', '234', '243', '249', '250', '251', '252', '254',
                '255', '256', '260', '261', '262', '263', '264', '265', '291', '353', '355', '358', '359', '370',
                '373', '374', '380', '381', '382', '383', '385', '386', '387', '389', '421', '591', '593', '595',
                '598', '855', '856', '880', '886', '961', '962', '963', '964', '966', '967', '970', '971', '972',
                '976', '977', '994', '995', '996');
        """
    )

    /// The accounts whose number keeps its old form, because another account has the new one.
    package static func left(_ tx: borrowing Tx) throws -> [ID<Account>] {
        var left: [ID<Account>] = []
        try tx.forEach(
            "SELECT id, phone_key FROM account WHERE phone_key LIKE '+__0%' OR phone_key LIKE '+___0%' ORDER BY id"
        ) { row in
            let (id, number) = (try row.next(ID<Account>.self), try row.next(String.self))
            if let today = PhoneNumber(rawValue: number), today.rawValue != number { left.append(id) }
        }
        return left
    }
}
