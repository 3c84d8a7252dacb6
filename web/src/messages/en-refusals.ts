// oxlint-disable eslint/max-lines -- one table, read by number: split in two it could not be searched
/** What each number that the server refuses with tells the person who meets it, in English. */
export const refusalTexts: Readonly<Record<number, string>> = {
  // General
  1: 'We could not find this, or it is not yours. Go back and reload the page',
  405: 'This page is out of date. Reload it and try again',
  30001: 'This needs your client role. Switch to it first',
  30002: 'This needs your freelancer role. Switch to it first',
  42901: 'That was too often. Please wait a little and try again',
  50001: 'Something went wrong on our side. Please try again later',
  50301: 'This is not available at the moment. Please try again later',
  80001: 'Please sign in first',
  80002: 'Something is still empty. Fill it in and send again',
  80003: 'Something is not in the right form. Check what you entered and send again',
  80005: 'The request is not signed. Add the signature and try again',
  80006: 'The signature of the request is wrong. Check the key and how it is signed',

  // Sign-in
  20001: 'Enter your name and password to sign in',
  20002: 'We do not know this account. Check it, or sign up first',
  20003: 'The password is wrong. Try again, or reset it under “Forgotten your password?”',

  // Sign-up
  20021: 'Something is missing. Complete the form and send again',
  20022: 'The phone, the kind of account or the company name is not right. Please check them',
  20023: 'This user name cannot be used. Please choose another',
  20024: 'The code is wrong. Check it and enter it again',
  20025: 'This account exists already. Sign in, or use another phone',
  20026: 'Signing up did not work. Please try again later',

  // Text message codes
  20031: 'Get a code by SMS first',
  20032: 'The code is wrong. Check the SMS and enter it again',
  20033: 'The code was wrong more than 3 times. Get a new one',
  20034: 'The code has expired. Get a new one',
  20035: 'The code has been used. Get a new one',
  20036: 'The SMS could not be sent. Get a new code in a little while',
  20037: 'There is no phone to send to. Enter your phone first',
  20631: 'This code is not for this purpose. Reload the page and get a new one',
  20632: 'Sign in first to get this code',
  20633: 'This phone is signed up already. Please sign in',
  20634: 'This phone is not signed up. Check the number, or sign up first',
  20636: 'Enter your phone number',

  // Attachments and pictures
  20041: 'The name of the file is too long. Shorten it to 200 characters and upload again',
  20042: 'The upload did not work. Please try again later',
  20043: 'No file was chosen, or we do not take this kind of file. Please choose another',
  20044: 'Only pictures can be uploaded here, by those who may. Choose another file or switch your role',
  20051: 'We could not find the file. Choose it again and upload it',
  20171: 'The picture was not cropped completely. Choose it again and crop it',
  20172: 'The picture is larger than 5 MB. Make it smaller and upload again',
  20173: 'We cannot read this picture. Use JPG, PNG or GIF',
  20174: 'The picture could not be saved. Please try again later',

  // App version
  20061: 'We do not know this app. Update to the newest version and try again',
  20062: 'There is no word of a newer version. Please look again later',

  // Passwords
  20091: 'Enter your phone, the new password and the code',
  20092: 'The code is wrong. Check the SMS and enter it again',
  20093: 'Nobody has this phone number. Please check it',
  20094: 'The current password is wrong. Please enter it again',

  // Freelancer's categories
  20101: 'The categories are not right. Please choose again',
  20102: 'Choose at least one category',
  20103: 'The categories are not right. Choose again and save',
  20104: 'There is no such category. Please choose another',
  20105: 'At most 10 categories. Choose fewer and save again',

  // Creating a profile
  20121: 'Your profile is not complete. Fill in what is missing',
  20122: 'The professional title must have at most 29 characters',
  20123: 'The text about you is not right. Change it and send again',
  20124: 'This is not an e-mail address. Please check it',
  20125: 'Choose how many hours a week you can work',
  20126: 'Choose how well you speak English',
  20127: 'Choose at least one skill from the list',
  20128: 'The other languages are not right. Choose language and level again',
  20129: 'The e-mail is used by somebody else, or your profile could not be saved. Try another e-mail',

  // Changing a profile
  20271: 'Your name is verified and can no longer change. If it is wrong, tell us',
  20272: 'Choose the place down to the city',
  20273: 'The address is not right. Change it and save again',
  20274: 'The postcode is not right. Please enter it again',
  20275: 'The professional title must have at most 29 characters',
  20276: 'The text about you is not right. Change it and save again',
  20277: 'The hourly rate is not right. Enter an amount',
  20278: 'Choose again how well you speak English',
  20279: 'The skills are not right. Choose again from the list',
  202710: 'This is not an e-mail address. Please check it',
  202711: 'Somebody else uses this e-mail. Please use another',
  202712: 'Choose your experience again',
  202713: 'Choose again how many hours a week you can work',

  // Client profile
  20541: 'Only clients can change this. Switch to your client role first',
  20542: 'The company name must have at most 150 characters',
  20543: 'The web address must have at most 100 characters',
  20544: 'Choose the place down to the city',
  20545: 'The address is not right. Change it and save again',
  20546: 'The phone must have at most 20 characters',
  20547: 'This is not an e-mail address. Please check it',
  20548: 'The name must have at most 30 characters',
  20549: 'The name is verified and can no longer change. If it is wrong, tell us',
  205410: 'The company name is verified and can no longer change. If it is wrong, tell us',
  205411: 'The text about you is not right. Change it and save again',
  20551: 'You have no client role yet. Start one first',

  // Company verification
  20561: 'Something about the company is missing. Complete the form and send again',
  20562: 'The contact name is not right. Please enter it again',
  20563: 'The phone is not right. Please enter it again',
  20564: 'Upload a valid picture of the business licence',
  20565: 'Upload a valid picture of the organisation code',
  20566: 'The company is being checked or is verified already. There is nothing more to do',
  20567: 'The company name must be the one on the licence',

  // Last steps of registration
  20162: 'What you wrote is too long. Shorten it and send again',
  20163: 'The hourly rate is not right. Enter an amount',
  20164: 'Your profile could not be saved. Please try again later',
  20167: 'Choose the place down to the city',
  20181: 'This state does not exist. Please choose again',

  // Identity verification
  20262: 'Your name is verified already. There is nothing more to do',
  20263: 'There are no tries left. Tell us, and we look into it',
  20264: 'Name and ID number do not belong together. Check them and send again',

  // Client identity and role
  20251: 'The name of the client must have at most 30 characters',
  20252: 'An account has one client role only. Switch to the one you have',
  20321: 'Something about the request is wrong. Reload the page and try again',
  20322: 'We could not find this client. Please check',
  20332: 'You are acting in this role already',

  // Employment
  20131: 'Something about the work is missing. Fill it in',
  20132: 'The company or the position is too long. Shorten it and save again',
  20133: 'Choose the level again',
  20134: 'Choose the city again',
  20135: 'We could not find this work. Reload the page and try again',

  // Education
  20141: 'The school or the subject is too long. Shorten it and save again',
  20142: 'Something about the education is missing. Fill it in',
  20143: 'Choose the degree again',
  20144: 'We could not find this education. Reload the page and try again',

  // Portfolio
  20151: 'The name or the link is too long. Shorten it and save again',
  20152: 'Something about this work is missing. Fill it in',
  20153: 'The picture cannot be used. Please upload it again',
  20154: 'We could not find this work. Reload the page and try again',

  // Posting and editing a job
  20011: 'The title may have 100 characters and the description 3000. Shorten them and send again',
  20012: 'The category or the number of people is not right. Please check them',
  20013: 'Choose how you pay: by the hour, or a fixed price',
  20014: 'Choose the stage again',
  20015: 'Something about the job is not right. Check each part and send again',
  20016: 'Choose the experience again',
  20017: 'Choose the integrations again',
  20018: 'Choose the platforms again',
  20019: 'Choose the languages again',
  200110: 'The skills are not right. Choose from the list, at most 5',
  200111: 'The budget must be an amount above 0',
  200112: 'There is no such category. Please choose another',
  200113: 'The file is gone. Please upload it again',
  200114: 'You have a job with this title already. Choose another title',
  200115: 'The settings of the job are not right. Check them and send again',
  200116: 'The choices for the job are not right. Choose again and send',
  200117: 'Choose the hours a week and the duration again',
  200118: 'The job could not be saved. Check it and try again',

  // Reading, deleting and recommending jobs
  20081: 'We could not find this job. It may have been removed; go back to the list',
  20111: 'The list cannot be shown this way. Reload the page and try again',
  20112: 'Too many jobs on a page. Show fewer',
  20581: 'We could not find this job, so there is nobody to recommend. Go back to your jobs',
  20851: 'We could not find this draft. Reload the page and try again',
  20852: 'Only drafts can be deleted. Close a job that has been posted',

  // Job search
  20071: 'There is no such page. Go back to the first one',
  20072: 'Choose the filter for hours a week again',
  20073: 'Choose the filter for duration again',
  20074: 'Choose the filter for experience again',
  20075: 'Choose the filter for payment again',
  20076: 'At most 100 on a page. Show fewer',
  20077: 'Choose the filter for category again',
  20078: 'One of the filters is not right. Please choose again',
  20079: 'We cannot search for these words. Change them and search again',
  200710: 'The filter for budget is not right. Please enter it again',

  // Job status
  20451: 'Choose the job and what becomes of it',
  20452: 'This state does not exist. Please choose again',
  20453: 'We could not find this job. Reload the page and try again',
  20454: 'The job cannot be made public now. Reload the page to see how it stands',
  20455: 'Only a public job can become by invitation only. Make it public first',
  20456: 'Only an open job can be closed. Reload the page to see how it stands',
  20457: 'The job cannot be removed now. Reload the page to see how it stands',

  // Security questions
  20241: 'You have no security question yet. Set one first',
  20242: 'There is no such question. Please choose another',
  20243: 'You have a security question already. Change it instead',
  20244: 'The answer is wrong. Please try again',
  20411: 'Something about the request is wrong. Reload the page and try again',

  // Favourites
  20281: 'There is no such page. Go back to the first one',
  20282: 'At most 100 on a page. Show fewer',
  20283: 'We could not find what you want to keep. Reload the page and try again',
  20285: 'It is among your favourites already',
  20286: 'This cannot be a favourite. Reload the page and try again',
  20287: 'The note must have at most 100 characters',
  20288: 'Choose what to take out of your favourites',
  20289: 'This is not a favourite. Reload the page and try again',
  202810: 'It is no longer among your favourites. Reload the page',

  // Subscriptions
  20291: 'Only freelancers have job alerts. Switch to your freelancer role first',
  20301: 'Only freelancers can add job alerts. Switch to your freelancer role first',
  20302: 'The name of the alert must have at most 20 characters',
  20303: 'Choose the hours a week of the alert again',
  20304: 'Choose the duration of the alert again',
  20305: 'Choose the experience of the alert again',
  20306: 'Choose the payment of the alert again',
  20307: 'At most 5 alerts. Remove one before you add another',
  20308: 'The words of the alert are not right. Change them and save again',
  20311: 'Only freelancers can remove job alerts. Switch to your freelancer role first',
  20312: 'We could not find this alert. Reload the page and try again',

  // Finding freelancers and their contracts
  20681: 'There is no such page. Go back to the first one',
  20682: 'Choose the filter for category again',
  20701: 'Choose a freelancer to look at',
  20702: 'At most 100 on a page. Show fewer',
  20703: 'We could not find this freelancer. Go back to the list and choose again',

  // Proposals
  20341: 'Something is missing from the bid. Fill it in',
  20342: 'The job is gone or takes no more bids. Look at other jobs',
  20343: 'You have bid on this job already. See it under “My proposals”',
  20344: 'We could not find the freelancer to invite. Please choose again',
  20346: 'We could not find this bid or invitation. Reload the page and try again',
  20347: 'This cannot be done in your current role. Switch it and try again',
  20348: 'The bid waits for an answer. Please wait for the other side',
  20349: 'The bid has been declined. Look at others',
  203410: 'The bid has been withdrawn. Look at others',
  203411: 'You are in talks already. Go on in your messages',
  203412: 'The bid has led to a contract. See it under contracts',
  203413: 'The bid has been put aside. Bring it back first',
  203415: 'Enter an amount above 0 with at most two decimals',
  203416: 'Choose a reason, or complete the invitation, and send again',
  203417: 'That did not work. Please try again later',
  203418: 'The file is gone. Please upload it again',
  203419: 'This is your own job. Please choose another',
  203420: 'Choose the time needed again',
  203421: 'You have an open contract with this client for this job. See it under contracts',
  203422: 'This freelancer has an open contract for this job. See it under contracts',
  203423: 'Ask for one bid or for a list of them, not for both',

  // Messages of a proposal
  20641: 'Write a message, and choose the bid or contract it is about',
  20642: 'The message must have at most 4096 characters',
  20643: 'No messages can be sent now. Reload the page to see how it stands',
  20644: 'You cannot write here. Check which role you are acting in',
  20651: 'Choose the bid or contract to read about',
  20652: 'The messages cannot be shown this way. Reload the page and try again',
  20653: 'We could not find this bid or contract. Reload the page and try again',
  20654: 'You cannot read these messages. Check which role you are acting in',

  // Lists of contracts
  20351: 'Say which contracts to show',
  20352: 'At most 100 on a page. Show fewer',
  20353: 'Choose the filter of contracts again',
  20354: 'You have no client role yet. Start one first',
  20621: 'Choose which people to show',
  20622: 'There are no such people. Please choose again',
  20831: 'The contracts cannot be shown this way. Reload the page and try again',
  20832: 'Too many contracts on a page. Show fewer',

  // Creating a contract
  20361: 'Only clients can make an offer. Switch to your client role first',
  20362: 'The freelancer or the job is not right. Please choose again',
  20363: 'We could not find this freelancer. Please choose again',
  20364: 'We could not find this job. Please choose again',
  20365: 'You two have an open contract for this job. See it under contracts',
  20366: 'A contract by the hour has no milestones. Please remove them',
  20367: 'The hourly rate must be an amount up to ¥10000',
  20368: 'The hours a week must be from 1 to 120',
  20369: 'Choose today or a later day to begin',
  203610: 'The amount must be above 0',
  203611: 'At most 10 milestones, and together they must make the amount of the contract. Please change them',
  203612: 'Choose a day after today to finish',
  203613: 'Your balance is not enough. Top up first',
  203614: 'The title must have 6 to 49 characters and the text 6 to 499. Please change them',
  203615: 'The contract could not be made. Please try again later',
  203616: 'Choose again whether time may be entered by hand',

  // Working on a contract
  20371: 'There is no such contract. Reload the page and try again',
  20372: 'This cannot be done now. Reload the page to see how the contract stands',
  20373: 'We could not find this contract. Go back to the list of contracts',
  20374: 'This contract is not yours to change. Check which role you are acting in',
  20375: 'This cannot be done. Reload the page and try again',
  20376: 'Choose why you decline',
  20377: 'The text is too long. Shorten it and send again',
  20378: 'Declining did not work. Please try again later',
  20379: 'The offer cannot be withdrawn now. Reload the page to see how it stands',
  203710: 'Withdrawing did not work. Please try again later',
  203711: 'This cannot be done with a contract. Reload the page and try again',
  203712: 'Ending the contract did not work. Please try again later',
  203713: 'Choose whether the work under way is paid when the contract ends',
  203714: 'The contract has not ended. Reload the page to see how it stands',
  203715: 'Choose why you withdraw or end the contract',
  203716: 'The text is too long. Shorten it and send again',
  203717: 'The contract could not go on. Check that your balance is enough and try again',

  // Milestones; 20391 also answers the check of a password
  20391: 'What you entered is not right. Check the password or the milestones and enter them again',
  20392: 'Something about the milestone is not right. Check it and send again',
  20393: 'We could not find this contract. Go back to the list of contracts',
  20394: 'This milestone is not yours to change. Check which role you are acting in',
  20395: 'Milestones cannot change now. Reload the page to see how the contract stands',
  20396: 'Only fixed-price contracts have milestones. Check the kind of contract',
  20397: 'You cannot see this milestone. Check which role you are acting in',
  20398: 'The milestone could not be saved. Please try again later',
  20399: 'There is no such milestone. Reload the page and try again',
  203910: 'We could not find this milestone. Reload the page and try again',
  203911: 'Write a few words, at most 500 characters',
  203912: 'The file is gone. Please upload it again',
  203913: 'Something about what you hand in is not right. Check it and send again',
  203914: 'The milestone cannot be handed in now. Reload the page to see how it stands',
  203915: 'That did not work. Please try again later',
  203916: 'Choose whether you accept it, and whether the contract goes on',
  203917: 'This cannot be done with the milestone now. Reload the page to see how it stands',
  203918: 'Nothing has been handed in yet. Please wait for the freelancer',
  20431: 'Choose the milestone to pay',
  20432: 'We could not find this milestone. Reload the page and try again',
  20433: 'You cannot see how this milestone is paid. Check which role you are acting in',
  20434: 'There is nothing to pay for this milestone now. Reload the page to see how it stands',

  // Screenshots of hourly work
  20401: 'You cannot record work for this contract. Check which role you are acting in',
  20402: 'Something about the record is not right. Check it and send again',
  20403: 'The text is too long. Shorten it and send again',
  20404: 'The count of keys or clicks is not right. Update the desktop client and try again',
  20405: 'The activity is out of range. Update the desktop client and try again',
  20406: 'We could not find this contract. Go back to the list of contracts',
  20407: 'No hours can be recorded now. See first how the contract stands',
  20408: 'There is no diary for this week. See whether the week has been opened',
  20409: 'The screenshot is gone. Please upload it again',
  204010: 'The time is not right. Please choose again',
  204011: 'The time is not in this week. Choose one that is',
  204012: 'There is work recorded at this time already. Choose another',
  204013: 'The limit of this week is reached. Agree on more with the client first',
  204014: 'The record could not be saved. Please try again later',
  204015: 'Time cannot be entered by hand in this contract. Use the desktop client',
  20412: 'We could not find the contract or its diary. Reload the page and try again',
  20413: 'You cannot see these records. Check which role you are acting in',
  20414: 'The day is not right. Choose another',
  20421: 'Choose what to delete',
  20422: 'We could not find what to delete. Reload the page and try again',
  20423: 'This record is not yours to delete. Check which role you are acting in',
  20424: 'The record could not be deleted. Reload the page and try again',
  20891: 'Choose the record to look at',
  20892: 'We could not find this record. Reload the page and try again',
  20893: 'We could not find the contract of this record. Go back to the list of contracts',
  20894: 'You cannot see this record. Check which role you are acting in',
  20901: 'This account is not restricted; you can sign in',
  20902: 'You have appealed against this restriction already. Please wait for the answer',

  // Weeks of hourly work; 20781 to 20783 also answer the change of a screenshot, 20791 to 20793 the notice settings
  20751: 'Choose the contract to look at',
  20752: 'We could not find this contract. Go back to the list of contracts',
  20753: 'You cannot see this work diary. Check which role you are acting in',
  20754: 'This contract is not paid by the hour and has no work diary',
  20761: 'Choose the contract whose hours you want to see',
  20762: 'We could not find this contract or its hours. Go back to the list of contracts',
  20763: 'You cannot see the hours of this contract. Check which role you are acting in',
  20764: 'This contract has no hours to count now. See how it stands',
  20771: 'Choose the contract to pay',
  20772: 'We could not find the contract to pay. Go back to the list of contracts',
  20773: 'You cannot see how this week is paid. Check which role you are acting in',
  20774: 'There is no week to pay now. Reload the page to see how it stands',
  20781: 'Something is missing or not right. Check it and send again',
  20782: 'We could not find the record or the week. Reload the page and try again',
  20783: 'This is not yours to do, or it cannot be done now. Reload the page',
  20784: 'The week has not been handed in yet. Please wait for the freelancer',
  20785: 'The week has been reviewed already. There is nothing more to do',
  20786: 'Choose whether the contract pauses, goes on or ends after the payment',
  20787: 'The review did not work. Check that your balance is enough and try again',
  20791: 'What you sent is not right. Check it and send again',
  20792: 'The contract or how often we tell you is not right. Please choose again',
  20793: 'We could not find this contract or kind of notice. Reload the page and try again',
  20794: 'The next week cannot begin yet. Review and pay this one first',
  20795: 'The next week could not be opened. Please try again later',

  // Bonus
  20801: 'Something about the bonus is not right. Check it and send again',
  20802: 'We could not find this freelancer. Please choose again',
  20803: 'A bonus cannot go to yourself. Choose somebody else',
  20804: 'We could not find this contract. Please choose again',
  20805: 'The bonus could not be made. Please try again later',
  20806: 'The message must have at most 200 characters',
  20821: 'Choose the bonus to look at',
  20822: 'We could not find this bonus. Reload the page and try again',
  20823: 'You cannot see this bonus. Check which role you are acting in',

  // Paying an order
  20871: 'Something is missing from the order. Go back to the contract and pay from there',
  20872: 'This kind of order does not exist. Go back to the contract and pay from there',
  20873: 'We could not find the contract of this order. Go back to the list of contracts',
  20874: 'There is nothing to pay for this contract now. Reload the page to see how it stands',
  20875: 'We could not find this order. Go back to the contract and pay from there',
  20876: 'This order cannot be paid now. Reload the page to see how it stands',
  20881: 'Something is missing from the payment. Go back to the contract and pay again',
  20882: 'This kind of payment does not exist. Go back to the contract and pay again',
  20883: 'We could not find the contract to pay. Go back to the list of contracts',
  20884: 'The contract cannot be paid now. Reload the page to see how it stands',
  20885: 'We could not find the order to pay. Go back to the contract and pay again',
  20886: 'This order cannot be paid now. Reload the page to see how it stands',
  20887: 'The order belongs to another contract. Go back to the contract and pay again',
  20888: 'Your balance is not enough. Top up first, then pay',
  20889: 'We could not find the milestone, week or bonus to pay. Go back to the contract',
  208810: 'Your balance is not enough for this payment. Top up first',
  208811: 'We could not find what is to be paid. Go back to the contract and pay again',
  208812: 'The payment did not work and nothing was taken. Please try again later',

  // Wallet
  20191: 'The records cannot be shown this way. Reload the page and try again',
  20192: 'From 5 to 100 records on a page. Please change it',
  20193: 'There is no such kind of record. Please choose again',
  20194: 'The days are not right. Choose them again',
  20201: 'Enter the card number and choose the bank',
  20202: 'The card number must have at least 15 digits',
  20203: 'We do not work with this bank. Please choose another',
  20204: 'This card has been added already. Use it, or add another',
  20211: 'Choose the card to remove',
  20212: 'We could not find this card. Reload the page and try again',
  20481: 'Enter your Alipay account',
  20482: 'This is not an Alipay account. Check it and enter it again',
  20486: 'There is no Alipay account to remove. Reload the page',
  20441: 'The top-up did not work. Please try again later',
  20442: 'Something is missing from the word on this payment. Tell us, and we look into it',
  20443: 'The word on this payment could not be verified. Tell us, and we look into it',
  20444: 'We could not find this top-up. Tell us, with the receipt of your payment',
  20445: 'The amount paid is not the amount of the top-up. Tell us, and we look into it',
  20446: 'This top-up has arrived already. Reload the page to see your balance',
  20447: 'The payment is not complete yet. Complete it and look again',
  20448: 'The top-up could not be added to your balance. Tell us, and we look into it',
  20449: 'We could not find the contract of this top-up. Go back to the contract and begin again',
  204410: 'Enter an amount above 0 with at most two decimals',
  204411: 'The order of this top-up is not right. Go back to the contract and begin again',
  20533: 'The withdrawal did not work. Check that your balance is enough and the smallest amount is reached',
  20534: 'Enter the amount, the account and the code',

  // Reports
  20591: 'The days are not right. Choose them again',
  20601: 'The first day must be a Monday. Please choose again',
  20602: 'We could not find this person. Please choose again',
  20611: 'Choose work that is under way or under review',
  20841: 'The report cannot be shown for these days. Choose them again',
  20842: 'We could not find this freelancer. Please choose again',

  // Notices
  20661: 'There is no such page. Go back to the first one',
  20662: 'There is no such kind of notice. Please choose again',
  20671: 'Choose the notice to mark as read',
  20672: 'We could not find this notice. Reload the page and try again',
  20673: 'This notice has been read already',
  20691: 'Choose the notice to delete',
  20692: 'We could not find the notice to delete. Reload the page',

  // Evaluations
  20731: 'The review is not complete. Rate each point and write a few words',
  20732: 'Each point takes 1 to 5 stars. Please choose again',
  20733: 'The recommendation is from 1 to 10. Please choose again',
  20734: 'We could not find the contract to review. Go back to the list of contracts',
  20735: 'The contract has not ended. Review it when it has',
  20736: 'You have reviewed this contract already',
  20737: 'Choose why the contract ended',
  20738: 'The review could not be sent. Please try again later',

  // Feedback
  20721: 'There is no such kind of feedback. Please choose again',
  20722: 'The text is too long. Shorten it and send again',
  20723: 'How to reach you must have at most 50 characters',
};

/** Of a number that this release does not know yet. */
const otherwise = 'That did not work. Check what you entered, or reload the page and try again';

type Say = (...parts: readonly string[]) => string;

/** What the server adds in brackets to a number that leaves something open. */
const additions: readonly (readonly [said: RegExp, say: Say])[] = [
  [/^请从本站页面操作$/, () => 'do it on the pages of this site'],
  [/^请十五分钟后再试$/, () => 'wait fifteen minutes'],
  [/^账号已被限制使用$/, () => 'the account is restricted'],
  [/^没有这个身份$/, () => 'there is no such role'],
  [/^密码长度须为 (\d+)–(\d+) 位$/, (least, most) => `the password must have ${least} to ${most} characters`],
  [/^附件不存在、不属于您或已被使用$/, () => 'the file is gone, not yours, or used already'],
  [/^没有这个城市$/, () => 'there is no such city'],
  [/^没有这个分类$/, () => 'there is no such category'],
  [/^内容过长$/, () => 'it is too long'],
  [
    /^截止日期不能早于开始日期，最多 (\d+) 天$/,
    (most) => `the last day cannot be before the first; at most ${most} days`,
  ],
  [/^没有这个接口$/, () => 'there is no such address'],
  [/^请求编号 (\S+)$/, (id) => `mention ${id} when you tell us`],
];

/** A refusal in English: the text of its number, with what the server's own sentence adds to it. */
export function refusalInEnglish(code: number, said: string): string {
  const text = refusalTexts[code] ?? otherwise;
  const added = /（([^（）]+)）$/.exec(said)?.[1] ?? '';
  for (const [pattern, say] of additions) {
    const found = pattern.exec(added);
    if (found) return `${text} (${say(...found.slice(1))})`;
  }
  return text;
}
