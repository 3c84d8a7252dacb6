/** What the house itself writes in Chinese, in English: the names of its catalogues, its notices, why it recommends somebody. */
export const saidNames: Readonly<Record<string, string>> = {
  // Categories
  软件开发: 'Software',
  '管理、产品与设计': 'Management, product and design',
  运营: 'Operations',
  网站开发: 'Web development',
  移动应用开发: 'Mobile apps',
  桌面软件开发: 'Desktop software',
  小程序与公众号开发: 'Mini programs and official accounts',
  游戏开发: 'Games',
  嵌入式与物联网开发: 'Embedded and Internet of things',
  测试与运维: 'Testing and operations',
  数据与算法开发: 'Data and algorithms',
  产品策划: 'Product planning',
  界面与交互设计: 'Interface and interaction design',
  项目管理: 'Project management',
  平面与品牌设计: 'Graphic and brand design',
  插画与动画: 'Illustration and animation',
  视频与音频制作: 'Video and audio',
  管理咨询: 'Management consulting',
  新媒体运营: 'Social media',
  文案写作: 'Copywriting',
  翻译: 'Translation',
  市场推广: 'Marketing',
  数据整理与客户服务: 'Data entry and customer service',

  // Banks
  兴业银行: 'Industrial Bank',
  中国民生银行: 'China Minsheng Bank',
  华夏银行: 'Hua Xia Bank',
  上海浦东发展银行: 'Shanghai Pudong Development Bank',
  广发银行: 'China Guangfa Bank',
  交通银行: 'Bank of Communications',
  中国工商银行: 'Industrial and Commercial Bank of China',
  中国建设银行: 'China Construction Bank',
  招商银行: 'China Merchants Bank',
  中国农业银行: 'Agricultural Bank of China',
  中信银行: 'China CITIC Bank',
  中国光大银行: 'China Everbright Bank',
  中国银行: 'Bank of China',
  中国邮政储蓄银行: 'Postal Savings Bank of China',
  平安银行: 'Ping An Bank',
  杭州银行: 'Bank of Hangzhou',

  // Security questions and reasons
  '您小学班主任的名字是什么？': 'What is the name of your primary school class teacher?',
  '您母亲的出生地是哪里？': 'Where was your mother born?',
  '您父亲的生日是哪一天？': 'What is your father’s birthday?',
  '您最要好的童年朋友叫什么名字？': 'What is the name of your best childhood friend?',
  '您的第一份工作在哪个城市？': 'In which city was your first job?',
  '您养的第一只宠物叫什么名字？': 'What was the name of your first pet?',
  '您最喜欢的一本书是什么？': 'What is your favourite book?',
  '您大学宿舍的门牌号是多少？': 'What was the number of your university dormitory room?',
  '您最难忘的一次旅行去了哪里？': 'Where did you go on your most memorable journey?',
  '您最喜欢的一道菜是什么？': 'What is your favourite dish?',
  '近期日程已满，无法接受新的工作': 'My schedule is full at the moment',
  预算低于我的期望: 'The budget is below what I expect',
  工作内容与我的专长不符: 'The work does not match my skills',
  需求描述不够清楚: 'The requirements are not clear enough',
  工期过于紧张: 'The time allowed is too short',
  对该项目不感兴趣: 'I am not interested in this project',
  其他原因: 'Another reason',
  报价超出预算: 'The price is above our budget',
  技能与项目要求不匹配: 'The skills do not match the project',
  过往作品或经验不足: 'Too little relevant work or experience',
  投标内容没有回应项目需求: 'The proposal does not answer the requirements',
  可投入的时间不符合要求: 'The available time does not fit',
  已选定其他开发者: 'Another freelancer has been chosen',
  '暂时保留，以后再联系': 'Kept for later contact',
  '项目暂缓，稍后再决定': 'The project is on hold',
  正在比较其他投标: 'Other proposals are being compared',
  沟通后发现不太合适: 'Not a good fit after talking',
  对方长时间没有回复: 'No reply for a long time',
  已接受其他项目: 'I have taken another project',
  '报价有误，需要重新投标': 'The price was wrong and I will bid again',
  时间安排发生变化: 'My schedule has changed',
  项目需求与预期不同: 'The requirements differ from what I expected',
  客户长时间没有回复: 'The client has not answered for a long time',
  合同金额与约定不一致: 'The amount differs from what was agreed',
  合同条款需要修改: 'The terms need to be changed',
  开始或完成日期无法满足: 'I cannot meet the start or end date',
  里程碑划分不合理: 'The milestones are not well divided',
  '时间安排发生变化，无法承接': 'My schedule has changed and I cannot take the work',
  '合同内容填写有误，需要重新发送': 'The offer had a mistake and will be sent again',
  项目计划取消或推迟: 'The project is cancelled or postponed',
  对方长时间没有答复: 'The freelancer has not answered for a long time',
  '工作已全部完成，合作满意': 'All work is done and we are satisfied',
  项目需求变更或取消: 'The project was changed or cancelled',
  交付质量没有达到要求: 'The quality did not meet the requirements',
  多次未按时交付: 'Work was late several times',
  '沟通不畅，难以继续合作': 'Communication was too difficult',
  '工作已全部完成，合作顺利': 'All work is done and it went well',
  客户没有按时审核或付款: 'The client did not review or pay in time',
  '个人原因，无法继续工作': 'Personal reasons prevent me from continuing',

  // Titles of notices
  收到新的合同: 'You have an offer',
  合同已开始: 'The contract has begun',
  合同被拒绝: 'The offer was declined',
  合同已撤销: 'The offer was withdrawn',
  合同已过期: 'The offer has expired',
  合同已暂停: 'The contract is paused',
  合同已恢复: 'The contract goes on',
  合同已结束: 'The contract has ended',
  合同进入争议处理: 'The contract is in dispute',
  争议处理已完成: 'The dispute is settled',
  收到合同评价: 'You have a review',
  收到奖金: 'You have a bonus',
  新增里程碑: 'New milestones',
  里程碑等待审核: 'A milestone to review',
  里程碑已付款: 'A milestone is paid',
  里程碑未通过审核: 'A milestone was sent back',
  周工作等待审核: 'A week to review',
  周工作已付款: 'A week is paid',
  本周工作已开始记录: 'The hours of the week have begun',
  已开始记录工作: 'You have begun to record hours',
  收到新的投标: 'You have a bid',
  投标已提交: 'Your bid is sent',
  收到投标邀请: 'You are invited to bid',
  投标进入沟通: 'Your bid was accepted: talk now',
  邀请被接受: 'Your invitation was accepted',
  投标未被接受: 'Your bid was declined',
  邀请被拒绝: 'Your invitation was declined',
  投标已撤回: 'A bid was withdrawn',
  重新投标: 'A new bid',
  投标被重新考虑: 'Your bid is looked at again',
  开发者恢复了沟通: 'The freelancer talks again',
  项目状态变更: 'A job has changed',
  项目已发布: 'Your job is posted',
  欢迎加入: 'Welcome',
  密码已修改: 'Your password is changed',
  密保问题已设置: 'Your security question is set',
  实名认证已通过: 'Your name is verified',
  企业认证已提交: 'The company is being checked',
  企业认证已通过: 'The company is verified',
  企业认证未通过: 'The company was not verified',
  有新项目符合您的订阅: 'New jobs for your alert',
  充值成功: 'Top-up arrived',
  提现申请已受理: 'Your withdrawal is on its way',
  提现成功: 'Your withdrawal is paid',
  提现未成功: 'Your withdrawal did not work',
  提现被退回: 'Your withdrawal came back',

  // Notices and reasons without parts
  '您已注册成功，请完善资料，让更多人了解您。':
    'You have signed up. Complete your profile so that others can find you.',
  '您的登录密码已修改，所有设备需要重新登录；如非本人操作，请立即找回密码并联系客服。':
    'Your password is changed, and every device must sign in again. If it was not you, reset your password at once and tell us.',
  '您的密保问题已设置；如非本人操作，请立即修改密码。':
    'Your security question is set. If it was not you, change your password at once.',
  '您的实名认证已通过，姓名不能再修改。': 'Your name is verified and can no longer change.',
  '您的企业认证资料已提交，请等待审核。': 'What you sent about your company is being checked.',
  '您的企业认证已通过。': 'Your company is verified.',
  '您的企业认证没有通过，请修改资料后重新提交。':
    'Your company was not verified. Change what is wrong and send it again.',
  经验水平相符: 'the right experience',
  时薪相符: 'the right rate',
  新加入的开发者: 'new here',
  目前可以接受新工作: 'takes new work',
};

type Say = (...parts: readonly string[]) => string;

const times = (count: string | undefined) => (count === '1' ? 'once' : `${count} times`);
const some = (count: string | undefined, one: string) => `${count} ${one}${count === '1' ? '' : 's'}`;

/** Sentences with parts: names, titles, amounts. What people have written stays as it is. */
const sentences: readonly (readonly [said: RegExp, say: Say])[] = [
  // Contracts
  [
    /^(.+)向您发送了合同「(.+)」，款项已托管，请在有效期内答复。$/,
    (who, title) => `${who} has sent you the offer “${title}”. The money is in escrow; answer before it expires.`,
  ],
  [/^(.+)已接受合同「(.+)」，工作已经开始。$/, (who, title) => `${who} has accepted “${title}”. The work has begun.`],
  [
    /^您已接受(.+)的合同「(.+)」，可以开始工作了。$/,
    (who, title) => `You have accepted “${title}” by ${who}. You can begin.`,
  ],
  [
    /^(.+)拒绝了合同「(.+)」，托管款项已退回您的余额。$/,
    (who, title) => `${who} has declined “${title}”. The money is back in your balance.`,
  ],
  [/^(.+)撤销了合同「(.+)」。$/, (who, title) => `${who} has withdrawn the offer “${title}”.`],
  [
    /^您没有在有效期内答复(.+)的合同「(.+)」，合同已失效。$/,
    (who, title) => `You did not answer the offer “${title}” by ${who} in time. It has expired.`,
  ],
  [
    /^(.+)没有在有效期内答复合同「(.+)」，托管款项已退回您的余额。$/,
    (who, title) => `${who} did not answer the offer “${title}” in time. The money is back in your balance.`,
  ],
  [
    /^合同「(.+)」已暂停，暂停期间请不要继续工作；恢复后我们会通知您。$/,
    (title) => `“${title}” is paused. Please do not work on; we tell you when it goes on.`,
  ],
  [
    /^您没有按时审核合同「(.+)」的工作，款项已自动支付，合同已暂停。$/,
    (title) => `You did not review the work of “${title}” in time. It has been paid, and the contract is paused.`,
  ],
  [/^(.+)恢复了合同「(.+)」，可以继续工作了。$/, (who, title) => `${who} lets “${title}” go on. You can work again.`],
  [
    /^(.+)结束了合同「(.+)」，请评价这次合作。$/,
    (who, title) => `${who} has ended “${title}”. Please review the work together.`,
  ],
  [
    /^(.+)结束了合同「(.+)」，未支付的托管款项已退回您的余额，请评价这次合作。$/,
    (who, title) =>
      `${who} has ended “${title}”. What was not paid is back in your balance. Please review the work together.`,
  ],
  [
    /^(.+)结束了合同「(.+)」但没有支付进行中的工作，款项由平台托管，等待平台处理。$/,
    (who, title) =>
      `${who} has ended “${title}” without paying the work under way. The money stays in escrow until we have decided.`,
  ],
  [
    /^合同「(.+)」已进入争议处理，进行中工作的款项由平台托管，等待平台处理。$/,
    (title) => `“${title}” is in dispute. The money for the work under way stays in escrow until we have decided.`,
  ],
  [
    /^合同「(.+)」的争议已处理完毕，请查看结果。$/,
    (title) => `The dispute about “${title}” is settled. See the result.`,
  ],
  [
    /^(.+)评价了合同「(.+)」中的合作，请查看。$/,
    (who, title) => `${who} has reviewed the work together on “${title}”.`,
  ],
  [
    /^(.+)为合同「(.+)」向您支付了 (\S+) 元奖金，扣除服务费后已计入您的余额。$/,
    (who, title, yuan) =>
      `${who} has paid you a bonus of ¥${yuan} for “${title}”. It is in your balance, less the fee.`,
  ],
  // Milestones and weeks
  [
    /^(.+)为合同「(.+)」新增了里程碑，(\S+) 元已托管。$/,
    (who, title, yuan) => `${who} has added milestones to “${title}”. ¥${yuan} is in escrow.`,
  ],
  [
    /^(.+)提交了合同「(.+)」的里程碑「(.+)」，请审核。$/,
    (who, title, part) => `${who} has handed in “${part}” of “${title}”. Please review it.`,
  ],
  [
    /^合同「(.+)」的里程碑「(.+)」的款项 (\S+) 元已支付，扣除服务费后已计入您的余额。$/,
    (title, part, yuan) => `“${part}” of “${title}” is paid: ¥${yuan}. It is in your balance, less the fee.`,
  ],
  [
    /^(.+)没有通过合同「(.+)」的里程碑「(.+)」，请修改后重新提交。$/,
    (who, title, part) => `${who} has sent “${part}” of “${title}” back. Change it and hand it in again.`,
  ],
  [
    /^(.+)在合同「(.+)」第 (\d+) 周的工作已结束，共 (\d+) 小时 (\d+) 分钟，请按时审核；逾期将自动支付。$/,
    (who, title, week, hours, minutes) =>
      `Week ${week} of ${who} on “${title}” is over: ${hours} h ${minutes} min. Review it in time, or it is paid by itself.`,
  ],
  [
    /^您在合同「(.+)」第 (\d+) 周的工作（(\d+) 小时 (\d+) 分钟）已付款，扣除服务费后已计入您的余额。$/,
    (title, week, hours, minutes) =>
      `Your week ${week} on “${title}” (${hours} h ${minutes} min) is paid. It is in your balance, less the fee.`,
  ],
  [
    /^(.+)已开始记录合同「(.+)」第 (\d+) 周的工作。$/,
    (who, title, week) => `${who} has begun week ${week} of “${title}”.`,
  ],
  [
    /^您已为合同「(.+)」记录了第一段工作，请持续记录，按周结算。$/,
    (title) => `Your first hours on “${title}” are recorded. Go on recording; it is paid by the week.`,
  ],
  // Bids and jobs
  [/^(.+)重新投标了您的项目「(.+)」，请查看。$/, (who, title) => `${who} has bid on your job “${title}” again.`],
  [/^(.+)投标了您的项目「(.+)」，请查看。$/, (who, title) => `${who} has bid on your job “${title}”.`],
  [
    /^您对项目「(.+)」的投标已提交，请等待需求者答复。$/,
    (title) => `Your bid on “${title}” is sent. The client answers next.`,
  ],
  [/^(.+)邀请您投标项目「(.+)」。$/, (who, title) => `${who} invites you to bid on “${title}”.`],
  [
    /^(.+)接受了您对项目「(.+)」的投标，请开始沟通。$/,
    (who, title) => `${who} has accepted your bid on “${title}”. Talk now.`,
  ],
  [
    /^(.+)接受了您对项目「(.+)」的邀请，请开始沟通。$/,
    (who, title) => `${who} has accepted your invitation to “${title}”. Talk now.`,
  ],
  [/^(.+)没有接受您对项目「(.+)」的投标。$/, (who, title) => `${who} has declined your bid on “${title}”.`],
  [/^(.+)拒绝了您对项目「(.+)」的邀请。$/, (who, title) => `${who} has declined your invitation to “${title}”.`],
  [/^(.+)撤回了对项目「(.+)」的投标。$/, (who, title) => `${who} has withdrawn the bid on “${title}”.`],
  [/^(.+)重新考虑您对项目「(.+)」的投标。$/, (who, title) => `${who} looks at your bid on “${title}” again.`],
  [/^(.+)愿意继续沟通项目「(.+)」。$/, (who, title) => `${who} would like to go on talking about “${title}”.`],
  [
    /^您的项目「(.+)」已发布，开发者现在可以投标。$/,
    (title) => `Your job “${title}” is posted. Freelancers can bid now.`,
  ],
  [/^您的项目「(.+)」已停止公开投标。$/, (title) => `Your job “${title}” is by invitation only now.`],
  [/^您的项目「(.+)」已关闭。$/, (title) => `Your job “${title}” is closed.`],
  [/^您的项目「(.+)」已重新公开。$/, (title) => `Your job “${title}” is public again.`],
  [
    /^您投标的项目「(.+)」已停止公开投标。$/,
    (title) => `The job “${title}” that you bid on is by invitation only now.`,
  ],
  [/^您投标的项目「(.+)」已关闭。$/, (title) => `The job “${title}” that you bid on is closed.`],
  [/^您投标的项目「(.+)」已重新公开。$/, (title) => `The job “${title}” that you bid on is public again.`],
  [
    /^(\d+) 个新项目符合您的订阅：「(.+)」(等?)。$/,
    (count, titles = '', more) =>
      `${some(count, 'new job')} for your alert: ${titles.split('」「').join(', ')}${more === '' ? '' : ' and more'}.`,
  ],
  // Money
  [/^您充值的 (\S+) 元已到账。$/, (yuan) => `Your top-up of ¥${yuan} is in your balance.`],
  [
    /^您申请提现 (\S+) 元到 (.+)，我们会尽快处理。$/,
    (yuan, to) => `You withdraw ¥${yuan} to ${to}. We see to it soon.`,
  ],
  [/^您提现到 (.+) 的 (\S+) 元已付出，请注意查收。$/, (to, yuan) => `¥${yuan} has been paid to ${to}.`],
  [
    /^您提现到 (.+) 的 (\S+) 元没有成功，款项已退回您的余额。$/,
    (to, yuan) => `¥${yuan} could not be paid to ${to}. The money is back in your balance.`,
  ],
  [
    /^您提现到 (.+) 的 (\S+) 元被收款方退回，款项已退回您的余额。$/,
    (to, yuan) => `¥${yuan} to ${to} came back. The money is in your balance again.`,
  ],
  // Why somebody is recommended
  [/^擅长 ([^；]+)$/, (skills = '') => `good at ${skills.replaceAll('、', ', ')}`],
  [/^从事([^；]+)$/, (category = '') => `works in ${inEnglish(category)}`],
  [/^曾与您合作 (\d+) 次$/, (count) => `has worked with you ${times(count)}`],
  [/^评分 ([\d.]+)（(\d+) 条评价）$/, (mark, count) => `rated ${mark} (${some(count, 'review')})`],
  [/^完成过 (\d+) 份合同$/, (count) => `${some(count, 'contract')} done`],
];

function known(said: string): string | undefined {
  const name = saidNames[said];
  if (name !== undefined) return name;
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(said);
    if (found) return say(...found.slice(1));
  }
  return undefined;
}

/** The English of something the house has said; what it has not said, people's own words, as it is. */
export function inEnglish(said: string): string {
  const [, what = said, why] = /^(.+。)原因：(.+)$/s.exec(said) ?? [];
  if (why !== undefined) return `${inEnglish(what)} Reason: ${inEnglish(why)}`;
  const whole = known(said);
  if (whole !== undefined) return whole;
  const parts = said.split('；').map(known);
  return parts.every((part) => part !== undefined) ? parts.join('; ') : said;
}
